namespace OpenVision.Recipes.Llava;

/// <summary>Where published numbers stand.</summary>
internal static class Source
{
    public const string Shapes = "configuration and weights on the hub";
    public const string Rivals = "arXiv 2505.04601, Table 1 (LLaVA-1.5, Llama-3-8B)";
    public const string Scale = "arXiv 2505.04601, Table 3 (LLaVA-1.5, Llama-3-8B)";
    public const string Patches = "arXiv 2505.04601, Table 5 (LLaVA-1.5, Llama-3-8B)";
    public const string Smol = "arXiv 2505.04601, Table 6 (OpenVision-Smol)";
    public const string Next = "arXiv 2505.04601, Table 2 (Open-LLaVA-NeXT, Llama-3-8B)";
}

/// <summary>Where weights lie: below the folder <c>weights</c> under the names that the hub has them by.</summary>
internal static class Weights
{
    public const string OpenAi = "weights/timm/vit_large_patch14_clip_224.openai/open_clip_model.safetensors";
    public const string OpenAiAt336 = "weights/timm/vit_large_patch14_clip_336.openai/open_clip_model.safetensors";
    public const string SigLip = "weights/timm/ViT-SO400M-14-SigLIP-384/open_clip_model.safetensors";

    public const string Llama3 = "weights/meta-llama/Meta-Llama-3-8B-Instruct";
    public const string Vicuna = "weights/lmsys/vicuna-7b-v1.5";
    public const string Qwen2Half = "weights/Qwen/Qwen2-0.5B-Instruct";
    public const string Qwen2Seven = "weights/Qwen/Qwen2-7B-Instruct";
    public const string Qwen15Seven = "weights/Qwen/Qwen1.5-7B-Chat";
    public const string Smol = "weights/HuggingFaceTB/SmolLM2-135M-Instruct";

    private const string OpenVision = "weights/UCSC-VLAA/openvision-vit-";

    public const string Ti16At224 = $"{OpenVision}tiny-patch16-224/{File}";
    public const string Ti16At384 = $"{OpenVision}tiny-patch16-384/{File}";
    public const string Ti8At384 = $"{OpenVision}tiny-patch8-384/{File}";
    public const string S16At224 = $"{OpenVision}small-patch16-224/{File}";
    public const string S16At384 = $"{OpenVision}small-patch16-384/{File}";
    public const string S8At384 = $"{OpenVision}small-patch8-384/{File}";
    public const string B16At224 = $"{OpenVision}base-patch16-224/{File}";
    public const string B16At384 = $"{OpenVision}base-patch16-384/{File}";
    public const string B8At384 = $"{OpenVision}base-patch8-384/{File}";
    public const string L14At224 = $"{OpenVision}large-patch14-224/{File}";
    public const string L14At336 = $"{OpenVision}large-patch14-336/{File}";
    public const string So400m14At384 = $"{OpenVision}so400m-patch14-384/{File}";
    public const string H14At224 = $"{OpenVision}huge-patch14-224/{File}";

    private const string File = "open_clip_model.safetensors";
}
