using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the graph of a language model.</summary>
internal static class LanguageModelWriter
{
    private static readonly string[] Usings = ["OpenVision.Language", "OpenVision.Layers", "TorchSharp", "static TorchSharp.torch"];

    /// <summary>The other half of the class.</summary>
    public static string Write(Declared<LanguageSpec> declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        LanguageSpec spec = declared.Spec;
        return declared.Failure is { } failure
            ? FileWriter.Write(declared.Type, Usings, [$"[LanguageModel] {declared.Type.Name} cannot be built. {failure}"], "A language model that cannot be built.",
                names["LanguageModel"],
                [writer => Constants(writer, spec, counted: false), writer => Refusal(writer, declared.Type, names, failure)])
            : FileWriter.Write(declared.Type, Usings, Remarks(declared.Type.Name, spec), Summary(spec), names["LanguageModel"],
                [
                    writer => Constants(writer, spec, counted: true),
                    writer => Fields(writer, names),
                    writer => Constructor(writer, declared.Type, spec, names),
                    writer => Definition(writer, spec, names),
                    writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["LanguageHead"]} Head => head;"),
                    writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["Tensor"]} Embed({names["Tensor"]} ids) => words.Forward(ids);"),
                    writer => Forward(writer, spec, names),
                    writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["Tensor"]} Logits({names["Tensor"]} hidden) => head.Forward(hidden);"),
                ]);
    }

    private static string[] Remarks(string name, LanguageSpec spec) =>
    [
        $"[LanguageModel] {name}: {TowerWriter.Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim)}; "
            + $"{(spec.KeyValueHeads == spec.Heads ? "" : $"{spec.KeyValueHeads} {(spec.KeyValueHeads == 1 ? "head" : "heads")} of keys and values, ")}heads of {spec.HeadDim}.",
        $"{Literals.Text(spec.Vocabulary)} tokens, {Literals.Text(spec.Context)} positions{(spec.RopeScale.Equals(1) ? "" : $" × {Literals.Text(spec.RopeScale)}")}; "
            + $"{Literals.Text(ParameterCount.Language(spec).Total)} parameters{(spec.TiedHead ? ", its head being its table" : "")}, {Literals.Scaled(Flops.LanguageToken(spec))}FLOPs a token.",
    ];

    private static string Summary(LanguageSpec spec) =>
        $"A language model: {spec.Depth} blocks of width {spec.Width} over up to {spec.Context} tokens of a vocabulary of {spec.Vocabulary}.";

    private static void Constants(SourceWriter writer, LanguageSpec spec, bool counted) => Constant.Write(writer,
    [
        .. TowerWriter.Constants(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
        new("int", nameof(spec.KeyValueHeads), spec.KeyValueHeads, "The number of key and value heads."),
        new("int", nameof(spec.HeadDim), spec.HeadDim, "The size of a head."),
        new("int", nameof(spec.Vocabulary), spec.Vocabulary, "The number of rows of the token table."),
        new("int", nameof(spec.Context), spec.Context, "The most tokens of a sequence, pictures included."),
        new("long", "ParameterCount", counted ? ParameterCount.Language(spec).Total : 0, "The number of parameters."),
        new("long", "FlopsPerToken", counted ? Flops.LanguageToken(spec) : 0, "The floating-point operations of one token's forward pass, what it gathers from tokens before it aside."),
    ]);

    private static void Fields(SourceWriter writer, RuntimeNames names) => writer
        .Line($"private readonly {names["TokenTable"]} words;")
        .Line($"private readonly {names["LanguageBlocks"]} blocks;")
        .Line($"private readonly {names["RmsNorm"]} norm;")
        .Line($"private readonly {names["LanguageHead"]} head;");

    private static void Constructor(SourceWriter writer, TypeDeclaration type, LanguageSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>Allocates the parameters under the published names.</summary>")
        .Line("/// <param name=\"scope\">Where to allocate them.</param>")
        .Line("/// <param name=\"adapters\">Low-rank adapters on the linear maps of its blocks. Default: none.</param>")
        .Block($"public {type.Name}({names["ParameterScope"]} scope, {names["LanguageAdapters"]}? adapters = null)", body => body
            .Line($"words = new {names["TokenTable"]}(scope[\"model\"][\"embed_tokens\"], Vocabulary, Width);")
            .Line($"blocks = new {names["LanguageBlocks"]}(scope[\"model\"], Definition, adapters);")
            .Line($"norm = new {names["RmsNorm"]}(scope[\"model\"][\"norm\"], Width, {Literals.Code(spec.NormEpsilon)});")
            .Line($"head = new {names["LanguageHead"]}({(spec.TiedHead ? "words" : "scope[\"lm_head\"], Width, Vocabulary")});"));

    private static void Definition(SourceWriter writer, LanguageSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the graph.</summary>")
        .Block($"public static {names["LanguageSpec"]} Definition {{ get; }} = new()", body => body
            .Line($"Name = {Literals.Code(spec.Name)},")
            .Line($"Family = {names["LanguageFamily"]}.{spec.Family},")
            .Line("Width = Width,")
            .Line("Depth = Depth,")
            .Line("Heads = Heads,")
            .Line("KeyValueHeads = KeyValueHeads,")
            .Line("HeadDim = HeadDim,")
            .Line("MlpDim = MlpDim,")
            .Line("Vocabulary = Vocabulary,")
            .Line("Context = Context,")
            .Line($"RopeTheta = {Literals.Code(spec.RopeTheta)},")
            .Line($"RopeScale = {Literals.Code(spec.RopeScale)},")
            .Line($"NormEpsilon = {Literals.Code(spec.NormEpsilon)},")
            .Line($"TiedHead = {Literals.Code(spec.TiedHead)},")
            .Line($"AttentionBias = {Literals.Code(spec.AttentionBias)},")
            .Line($"BeginToken = {Literals.Code(spec.BeginToken)},")
            .Line($"EndTokens = new([{string.Join(", ", spec.EndTokens.Select(static token => Literals.Code(token)))}]),")
            .Line($"PaddingToken = {Literals.Code(spec.PaddingToken)},"), ";")
        .Line()
        .Line("/// <inheritdoc/>")
        .Line($"public override {names["LanguageSpec"]} Spec => Definition;");

    private static void Forward(SourceWriter writer, LanguageSpec spec, RuntimeNames names) => writer
        .Line("/// <inheritdoc/>")
        .Block($"public override {names["Tensor"]} Forward({names["Tensor"]} embeddings, {names["LanguageInput"]} input)", body => body
            .Line($"using {names["DisposeScope"]} scope = {names["NewDisposeScope"]}();")
            .Shaped(
                ($"{names["Tensor"]} x = blocks.Forward(embeddings, input);", $"[B, T, {spec.Width}]"),
                ($"{names["Tensor"]} hidden = norm.Forward(x);", $"[B, T, {spec.Width}]"))
            .Line("return hidden.MoveToOuterDisposeScope();"));

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"scope\">Where parameters would be allocated.</param>")
            .Line("/// <param name=\"adapters\">Low-rank adapters.</param>")
            .Line($"public {type.Name}({names["ParameterScope"]} scope, {names["LanguageAdapters"]}? adapters = null) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["LanguageSpec"]} Definition => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["LanguageSpec"]} Spec => Definition;"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["LanguageHead"]} Head => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["Tensor"]} Embed({names["Tensor"]} ids) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>")
            .Line($"public override {names["Tensor"]} Forward({names["Tensor"]} embeddings, {names["LanguageInput"]} input) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <inheritdoc/>").Line($"public override {names["Tensor"]} Logits({names["Tensor"]} hidden) => {FileWriter.Throw(failure)};"));
}
