namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Every rule on a multimodal recipe.</summary>
internal static class MllmRules
{
    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">Where its stages' data and adapters are written.</param>
    /// <param name="written">Whether an argument is written: a default that has no effect is nobody's mistake.</param>
    /// <param name="sound">Whether its model and how it is written break no rule: only then can tokens be counted.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, MllmPlaces places, Func<Place, bool> written, bool sound)
    {
        Finding[] findings =
        [
            .. SettingRules.Check(recipe),
            .. JointRules.Check(recipe),
            .. MllmStageRules.Check(recipe, places, written),
            .. MllmPartRules.Check(recipe, places),
            .. ConversationRules.Check(recipe, places),
        ];
        sound = sound && !findings.Any(static finding => finding.Blocks);
        if (!sound)
        {
            return findings;
        }

        Finding[] tokens = [.. MllmTokenRules.Check(recipe)];
        return [.. findings, .. tokens, .. MllmBudgetRules.Check(recipe, !tokens.Any(static finding => finding.Blocks))];
    }
}
