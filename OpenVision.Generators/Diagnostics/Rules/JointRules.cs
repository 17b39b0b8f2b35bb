using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the parts of a recipe, which have to fit together.</summary>
internal static class JointRules
{
    /// <summary>Checks that a recipe's classes are models at all.</summary>
    /// <param name="parts">The classes, each with the type parameter that it stands for.</param>
    public static IEnumerable<Finding> Parts(params (RecipePart? Part, string Argument)[] parts) =>
        parts.Where(static place => place.Part is { IsModel: false } or { Swept: true })
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

    /// <summary>
    /// Checks the towers of a model that is made to hold published weights. Its images and texts go through the wrong
    /// non-linearity without any error (mlfoundations/open_clip#204); open_clip's <c>quick_gelu</c> switches both towers.
    /// </summary>
    public static IEnumerable<Finding> Towers(ModelSpec model)
    {
        if (model is { Vision: { } vision, Text: { } text } && (vision.Activation == Activation.QuickGelu) != (text.Activation == Activation.QuickGelu))
        {
            bool images = vision.Activation == Activation.QuickGelu;
            yield return new(Descriptors.OneTowerWithQuickGelu, Place.Declaring(images ? "TText" : "TVision"),
                images ? vision.Name : text.Name, images ? text.Name : vision.Name, images ? text.Activation : vision.Activation)
            {
                Edits =
                [
                    Edit.Set(nameof(text.Activation), Activation.QuickGelu, images ? "TText" : "TVision"),
                    Edit.Set(nameof(text.Activation), images ? text.Activation : vision.Activation, images ? "TVision" : "TText"),
                ],
            };
        }
    }

    /// <summary>Checks a model's parts against each other. A size that is missing is reported on its tower.</summary>
    public static IEnumerable<Finding> Check(ModelSpec model)
    {
        if (model is { Vision: { EmbedDim: > 0 } vision, Text: { EmbedDim: > 0 } text } && vision.EmbedDim != text.EmbedDim)
        {
            yield return new(Descriptors.EmbeddingsDiffer, Place.Declaring("TText"), vision.EmbedDim, vision.Name, text.EmbedDim, text.Name)
            {
                Edits =
                [
                    Edit.Set(nameof(text.EmbedDim), vision.EmbedDim, "TText"),
                    Edit.Set(nameof(text.EmbedDim), text.EmbedDim, "TVision"),
                ],
            };
        }
    }

    /// <summary>Checks that a recipe evaluates only what it trains, and reads what it makes.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        for (int i = 0; i < recipe.Evals.Count; i++)
        {
            if (recipe.Evals[i].Benchmark == Benchmark.Captions && recipe.Decoder is null)
            {
                yield return new(Descriptors.CaptionsNeedDecoder, new(Part.Eval, i, "benchmark"), recipe.Name, Variant.Ti)
                {
                    Edits = [Edit.Set("Decoder", Variant.Ti, Edit.Recipe)],
                };
            }

            if (recipe.Evals[i].Benchmark == Benchmark.Questions)
            {
                yield return new(
                    Descriptors.BenchmarkOfOthers, new(Part.Eval, i, "benchmark"), Benchmark.Questions, "asks a multimodal model", recipe.Name, "makes encoders",
                    $"Benchmark.{Benchmark.ZeroShot} or Benchmark.{Benchmark.Retrieval}");
            }
        }

        foreach (Finding finding in Prepared(recipe.Prepare, [.. recipe.Data.SelectMany(static data => data.Shards), .. recipe.Evals.Select(static eval => eval.Shards)], recipe.Data.Count, recipe.Name))
        {
            yield return finding;
        }
    }

    /// <summary>Checks that a multimodal recipe evaluates only what it trains, and reads what it makes.</summary>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe)
    {
        for (int i = 0; i < recipe.Evals.Count; i++)
        {
            if (recipe.Evals[i].Benchmark is var benchmark && benchmark != Benchmark.Questions)
            {
                yield return new(
                    Descriptors.BenchmarkOfOthers, new(Part.Eval, i, "benchmark"), benchmark, "measures encoders", recipe.Name, "makes a multimodal model", $"Benchmark.{Benchmark.Questions}")
                {
                    Edits = [Edit.Set("benchmark", Benchmark.Questions)],
                };
            }
        }

        string[] conversations = [.. recipe.Stages.SelectMany(static stage => stage.Data).Select(static data => data.Path)];
        foreach (Finding finding in Prepared(recipe.Prepare, [.. conversations, .. recipe.Evals.Select(static eval => eval.Shards), recipe.Tokenizer], conversations.Length, recipe.Name))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Prepared(PrepareSpec? prepare, string[] read, int data, string recipe)
    {
        if (prepare is { Folder: { Length: > 0 } folder } && data > 0 && !read.Any(path => Paths.MayLieIn(path, folder)))
        {
            string other = Paths.Folder(read[0]);
            yield return new(Descriptors.PreparedInVain, new(Part.Prepare, 0, "folder"), folder, recipe, other.Length > 0 ? other : ".")
            {
                Edits = [Edit.Set("folder", Literals.Code(other.Length > 0 ? other : "."))],
            };
        }
    }
}
