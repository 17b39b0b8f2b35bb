namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Which templates suit a language model, told by its family and the size of its vocabulary.</summary>
internal static class Templates
{
    /// <summary>The rows that Llama 3's headers need: its specials end at 128,255.</summary>
    public const int Llama3Rows = 128_256;

    /// <summary>The rows that Qwen's turns need: <c>&lt;|im_end|&gt;</c> is 151,645.</summary>
    public const int QwenRows = 151_646;

    private const int VicunaRows = 32_000;

    /// <summary>The templates of a language model, its own one first.</summary>
    public static IEnumerable<ChatTemplate> Of(LanguageSpec spec) =>
        spec.Family == LanguageFamily.Qwen2 ? spec.Vocabulary >= QwenRows ? [ChatTemplate.Qwen] : [ChatTemplate.ChatMl]
        : spec.Vocabulary >= Llama3Rows ? [ChatTemplate.Llama3, ChatTemplate.Llama3Answers]
        : spec.Vocabulary == VicunaRows ? [ChatTemplate.VicunaV1]
        : [ChatTemplate.ChatMl, ChatTemplate.VicunaV1];

    /// <summary>Why a template does not suit a language model: what it writes, and how the model stands to it; none where it may.</summary>
    public static (string Writes, string Lacks)? Misfit(ChatTemplate template, LanguageSpec spec) => template switch
    {
        ChatTemplate.Llama3 or ChatTemplate.Llama3Answers when spec.Family != LanguageFamily.Llama || spec.Vocabulary < Llama3Rows =>
            ("Llama 3's headers", "does not have"),
        ChatTemplate.Qwen when spec.Vocabulary < QwenRows => ("Qwen's turns", "does not have"),
        ChatTemplate.VicunaV1 when spec.Family == LanguageFamily.Qwen2 || spec.Vocabulary >= Llama3Rows =>
            ("Vicuna's <s> and </s>", "does not have"),
        _ => null,
    };
}
