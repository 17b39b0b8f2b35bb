using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family of published results.</summary>
    public const string Published = "OpenVision.Published";

    private const string Provenance = "OpenVision.Provenance";

    public static readonly DiagnosticDescriptor CheckpointDiffers = Describe(
        "OV6001", Provenance, "The model is not that of its checkpoint",
        "{0}: {1}; declare {2} as the checkpoint is, or name that of this model");

    public static readonly DiagnosticDescriptor CheckpointUnread = Describe(
        "OV6002", Provenance, "A checkpoint's configuration cannot be compared",
        "Config \"{0}\" {1}");

    public static readonly DiagnosticDescriptor PublishedCountDiffers = Describe(
        "OV6003", Published, "The model has not the published number of parameters",
        "{0} has {1} parameters, but {2} says {3}; declare the model as it is published, or correct the number");

    public static readonly DiagnosticDescriptor PublishedOutOfRange = Describe(
        "OV6004", Published, "A published figure is impossible",
        "{0} is {1}, but must be from 0 to {2}");
}
