using System.Globalization;
using OpenVision.Cli;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;

namespace OpenVision.Training;

/// <summary>The data pipelines that a recipe names.</summary>
/// <param name="Images">Makes training images; none leaves it to the recipe's settings.</param>
/// <param name="Texts">Picks training texts; none leaves it to the recipe's settings.</param>
/// <param name="Steps">What they do, by the names of their steps; none where the recipe's settings say everything.</param>
internal sealed record RunPipelines(Func<ImageTarget, Step<RgbImage, Pixels>>? Images, TextSteps? Texts, string? Steps)
{
    /// <summary>Looks at a recipe.</summary>
    /// <param name="recipe">The recipe, as it is declared.</param>
    /// <exception cref="OpenVisionException">A pipeline cannot be made, or was left out of the recipe's registration.</exception>
    public static RunPipelines Of(RecipeEntry recipe)
    {
        RefuseMissing(recipe.Spec.Images, recipe.Images);
        RefuseMissing(recipe.Spec.Texts, recipe.Texts);
        Func<ImageTarget, Step<RgbImage, Pixels>>? images = recipe.Images is { } train ? target => Make(recipe.Spec.Images, () => train(target)) : null;
        TextSteps? texts = recipe.Texts is { } pick ? Make(recipe.Spec.Texts, pick) : null;
        string[] steps =
        [
            .. images is null
                ? []
                : recipe.Spec.Stages.Select(stage => stage.Resolution).Distinct()
                    .Select(resolution => $"images: {images(new(resolution, recipe.Spec.Vision.Colors))}"),
            .. texts is null ? Array.Empty<string>() : [$"{texts}"],
        ];
        return new(images, texts, steps.Length > 0 ? string.Join("; ", steps) : null);
    }

    /// <summary>Steps in a sentence.</summary>
    /// <param name="steps">The steps; none where the recipe names no pipeline.</param>
    public static string Said(string? steps) => steps is null ? "that of the recipe's settings" : $"'{steps}'";

    private static void RefuseMissing(string type, object? pipeline)
    {
        if (type.Length > 0 && pipeline is null)
        {
            throw new OpenVisionException($"The recipe names the data pipeline {type}, and its entry holds none. Give the entry {type}.Train.");
        }
    }

    // Steps are compared by their names, on any machine: numbers in them are written alike.
    private static T Make<T>(string type, Func<T> train)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return train();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new OpenVisionException($"The data pipeline {type} cannot be made: {error.Message} Correct its Train.", error);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
