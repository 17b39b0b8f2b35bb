using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Weights;

namespace OpenVision.Cli;

/// <summary>A multimodal model that the command line can talk to, and what its recipe says of how.</summary>
/// <param name="Name">Its name, or its recipe's.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Recipe">The recipe; none where the model alone is named.</param>
internal sealed record ChatModel(string Name, Func<MultimodalSettings, MultimodalModel> Create, MllmRecipeSpec? Recipe)
{
    /// <summary>The model of a name.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static ChatModel Find(Catalogue catalogue, string name)
    {
        ChatModel[] all = All(catalogue);
        string[] names = [.. all.Select(static model => model.Name)];
        return CatalogueNames.Find(all, static model => model.Name, name)
            ?? throw new UsageException(
                names.Length > 0 ? $"There is no multimodal model and no recipe of one '{name}'." : "This program declares no multimodal model.",
                name,
                names.Length > 0 ? NearestName.Hint(name, "models and recipes", names) : "Declare one with [Multimodal<TVision, TLanguage>].");
    }

    /// <summary>The model of a name; none where no multimodal one has it.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    public static ChatModel? TryFind(Catalogue catalogue, string name) => CatalogueNames.Find(All(catalogue), static model => model.Name, name);

    /// <summary>The form of its conversations: that of the recipe's last stage; of a model alone the one that its family knows.</summary>
    /// <param name="model">The model.</param>
    public ChatTemplate Template(MultimodalSpec model) =>
        Recipe?.Stages[^1].Template ?? (model.Language.Family == LanguageFamily.Qwen2 ? ChatTemplate.Qwen : ChatTemplate.VicunaV1);

    private static ChatModel[] All(Catalogue catalogue) =>
    [
        .. catalogue.Mllms.Select(static entry => new ChatModel(entry.Spec.Name, entry.Create, entry.Spec)),
        .. catalogue.Multimodals.Select(static entry => new ChatModel(entry.Spec.Name, entry.Create, null)),
    ];

    /// <summary>Makes the model with trained weights.</summary>
    /// <param name="weights">A run folder, or a checkpoint in LLaVA's or Hugging Face's layout.</param>
    /// <param name="visionWeights">The image encoder's own weights, for a checkpoint without; none where it has them.</param>
    /// <param name="half">Whether it computes in bfloat16.</param>
    /// <exception cref="OpenVisionException">There are no weights, or they do not fit.</exception>
    public MultimodalModel Load(string weights, string? visionWeights, bool half)
    {
        MultimodalModel model = Create(MultimodalSettings.Of(GraphSettings.Loading with { Half = half }, ModelParts.None));
        try
        {
            MultimodalWeights.Load(model, weights, visionWeights);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
