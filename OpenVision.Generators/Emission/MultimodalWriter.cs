using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes a model of an image encoder, a connector and a language model.</summary>
internal static class MultimodalWriter
{
    private static readonly string[] Usings = ["OpenVision.Language", "OpenVision.Layers", "OpenVision.Multimodal", "OpenVision.Vision"];

    /// <summary>The other half of the class.</summary>
    public static string Write(DeclaredMultimodal declared)
    {
        RuntimeNames names = new(declared.Type.TakenNames);
        return declared is { Failure: null, Spec: { } spec }
            ? FileWriter.Write(declared.Type, Usings, Remarks(declared.Type.Name, spec), Summary(spec), names["MultimodalModel"], Members(declared, spec, names))
            : FileWriter.Write(declared.Type, Usings, [$"[Multimodal] {declared.Type.Name} cannot be built. {declared.Failure}"], "A multimodal model that cannot be built.", null,
                [writer => Refusal(writer, declared.Type, names, declared.Failure ?? "")]);
    }

    private static string[] Remarks(string name, MultimodalSpec spec)
    {
        string maps = spec.ConnectorLayers == 1 ? "a linear map" : $"{spec.ConnectorLayers} linear maps";
        string layer = spec.FeatureLayer == -1 ? "the last block" : $"block {spec.Vision.Depth + 1 + spec.FeatureLayer} of {spec.Vision.Depth}";
        return
        [
            $"[Multimodal] {name}: {layer} of {spec.Vision.Name} ({spec.Vision.Width}) through {maps} into {spec.Language.Name} ({spec.Language.Width}).",
            $"{Literals.Text(ParameterCount.Multimodal(spec).Total)} parameters; a tile makes {Literals.Text(spec.TileTokens)} tokens, "
                + $"a picture at most {Literals.Text(TileLayout.MostTokens(spec))}{(spec.Video is { } video ? $", a video of {video.Frames} frames {Literals.Text(TileLayout.VideoTokens(spec, video.Frames))}" : "")}.",
        ];
    }

    private static string Summary(MultimodalSpec spec) =>
        $"A model that reads pictures and writes text: an image encoder of width {spec.Vision.Width} and a language model of width {spec.Language.Width}.";

    private static List<Action<SourceWriter>> Members(DeclaredMultimodal declared, MultimodalSpec spec, RuntimeNames names) =>
    [
        writer => Constants(writer, spec),
        writer => writer
            .Line($"private readonly {declared.Vision} vision;")
            .Line($"private readonly {declared.Language} language;"),
        writer => writer
            .Line("/// <summary>Makes the model, with first weights drawn from a seed: a store of parameters for each part.</summary>")
            .Line("/// <param name=\"settings\">Where and how its parts compute. Default: float32 on the processor, without gradients.</param>")
            .Block($"public {declared.Type.Name}({names["MultimodalSettings"]}? settings = null) : base(Definition, settings)", body => body
                .Line($"vision = new {declared.Vision}(VisionParameters.Root[\"visual\"]);")
                .Line($"language = new {declared.Language}(LanguageParameters.Root, Adapters);")
                .Line("Seal();")),
        writer => Definition(writer, declared, spec, names),
        writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["VisionEncoder"]} Vision => vision;"),
        writer => writer.Line("/// <inheritdoc/>").Line($"public override {names["LanguageModel"]} Language => language;"),
    ];

    private static void Constants(SourceWriter writer, MultimodalSpec spec) => Constant.Write(writer,
    [
        new("int", "TileTokens", spec.TileTokens, "The number of tokens of a tile, newlines aside."),
        new("int", "MostPictureTokens", TileLayout.MostTokens(spec), "The most tokens of a picture of any size, newlines included."),
        new("long", "ParameterCount", ParameterCount.Multimodal(spec).Total, "The number of parameters of all parts."),
    ]);

    private static void Definition(SourceWriter writer, DeclaredMultimodal declared, MultimodalSpec spec, RuntimeNames names) => writer
        .Line("/// <summary>What fixes the model.</summary>")
        .Block($"public static {names["MultimodalSpec"]} Definition {{ get; }} = new()", body =>
        {
            body.Line($"Name = {Literals.Code(spec.Name)},")
                .Line($"Vision = {declared.Vision}.Definition,")
                .Line($"Language = {declared.Language}.Definition,")
                .Line($"ConnectorLayers = {Literals.Code(spec.ConnectorLayers)},")
                .Line($"FeatureLayer = {Literals.Code(spec.FeatureLayer)},")
                .Line($"KeepClassToken = {Literals.Code(spec.KeepClassToken)},");
            ImagePolicyWriter.Write(body, spec.Images, names);
            if (spec.Video is { } video)
            {
                Video(body, video, names);
            }
        }, ";");

    private static void Video(SourceWriter writer, VideoPolicySpec video, RuntimeNames names) => writer.Block("Video = new()", body => body
        .Line($"Frames = {Literals.Code(video.Frames)},")
        .Line($"FramesPerSecond = {Literals.Code(video.FramesPerSecond)},")
        .Line($"AlwaysSample = {Literals.Code(video.AlwaysSample)},")
        .Line($"Pooling = {names["TokenPooling"]}.{video.Pooling},")
        .Line($"Stride = {Literals.Code(video.Stride)},")
        .Line($"Newline = {names["NewlinePlace"]}.{video.Newline},")
        .Line($"TimeSentence = {Literals.Code(video.TimeSentence)},"), ",");

    private static void Refusal(SourceWriter writer, TypeDeclaration type, RuntimeNames names, string failure) => writer.Separated(
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line("/// <param name=\"settings\">Where and how its parts would compute.</param>")
            .Line($"public {type.Name}({names["MultimodalSettings"]}? settings = null) => {FileWriter.Throw(failure)};"),
        w => w.Line("/// <summary>Not available: the declaration breaks a rule.</summary>")
            .Line($"public static {names["MultimodalSpec"]} Definition => {FileWriter.Throw(failure)};"));
}
