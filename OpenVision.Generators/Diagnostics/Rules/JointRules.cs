using OpenVision.Generators.Model;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the parts of a recipe, which have to fit together.</summary>
internal static class JointRules
{
    /// <summary>Checks that a recipe's classes are models at all.</summary>
    public static IEnumerable<Finding> Parts(RecipePart vision, RecipePart text, RecipePart? decoder) =>
        new[] { (Part: vision, Argument: "TVision"), (Part: text, Argument: "TText"), (Part: decoder, Argument: "TDecoder") }
            .Where(static place => place.Part is { IsModel: false } or { Swept: true })
            .Select(static place => place.Part!.Swept
                ? new Finding(Descriptors.MadeBySweep, Place.Declaring(place.Argument), place.Part.Name)
                : new Finding(Descriptors.NotAModel, Place.Declaring(place.Argument), place.Part.Name, place.Part.Attribute));

    /// <summary>Checks that the class of <c>[Prepare]</c> makes data sets.</summary>
    public static IEnumerable<Finding> Maker(string name, bool makes)
    {
        if (!makes)
        {
            yield return new(Descriptors.NotAMaker, new(Part.Prepare, 0, "TMaker"), name);
        }
    }

    /// <summary>Checks a model's parts against each other. A size that is missing is reported on its tower.</summary>
    public static IEnumerable<Finding> Check(ModelSpec model)
    {
        if (model is { Vision: { EmbedDim: > 0 } vision, Text: { EmbedDim: > 0 } text } && vision.EmbedDim != text.EmbedDim)
        {
            yield return new(Descriptors.EmbeddingsDiffer, Place.Declaring("TText"), vision.EmbedDim, vision.Name, text.EmbedDim, text.Name);
        }
    }

    /// <summary>Checks that a recipe evaluates only what it trains.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        for (int i = 0; i < recipe.Evals.Count; i++)
        {
            if (recipe.Evals[i].Benchmark == Benchmark.Captions && recipe.Decoder is null)
            {
                yield return new(Descriptors.CaptionsNeedDecoder, new(Part.Eval, i, "benchmark"), recipe.Name, Variant.Ti);
            }
        }
    }
}
