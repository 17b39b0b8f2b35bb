using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    private const string Provenance = "OpenVision.Provenance";

    public static readonly DiagnosticDescriptor CheckpointDiffers = Describe(
        "OV6001", Provenance, "The model is not that of its checkpoint",
        "{0}: {1}; declare {2} as the checkpoint is, or name that of this model");

    public static readonly DiagnosticDescriptor CheckpointUnread = Describe(
        "OV6002", Provenance, "A checkpoint's configuration cannot be compared",
        "Config \"{0}\" {1}");
}
