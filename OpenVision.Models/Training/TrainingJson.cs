using System.Text.Json.Serialization;

namespace OpenVision.Training;

/// <summary>How the files of a run folder are written: generated code, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrainState))]
[JsonSerializable(typeof(StepRow))]
[JsonSerializable(typeof(EvaluationRow))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunResults))]
internal sealed partial class TrainingJson : JsonSerializerContext;

/// <summary>How the specs of a recipe's parts are written: under the names that its attributes have.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(VisionSpec))]
[JsonSerializable(typeof(TextSpec))]
[JsonSerializable(typeof(DecoderSpec))]
internal sealed partial class RecipeJson : JsonSerializerContext;
