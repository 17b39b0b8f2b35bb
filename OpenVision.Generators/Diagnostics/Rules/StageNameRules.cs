using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on attributes that belong to a stage by its name.</summary>
internal static class StageNameRules
{
    /// <summary>Checks the names that attributes of a kind give.</summary>
    /// <param name="part">The kind.</param>
    /// <param name="names">The name that each gives; empty for every stage.</param>
    /// <param name="stages">The names of all stages, those included that are left out.</param>
    public static IEnumerable<Finding> Check(Part part, IReadOnlyList<string> names, IReadOnlyList<string> stages)
    {
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i];
            if (name.Length > 0 && stages.Count > 0 && !stages.Contains(name))
            {
                string[] nearest = [.. stages.OrderBy(stage => Suggest.Distance(stage, name))];
                yield return new(Descriptors.StageUnknown, new(part, i, "Stage"), name, Suggest.Or(nearest))
                {
                    Edits = [Edit.Set("Stage", Literals.Code(nearest[0]))],
                };
            }
        }
    }
}
