namespace OpenVision.Data;

/// <summary>What a tar header says of a member.</summary>
/// <param name="Name">Its name, as written.</param>
/// <param name="Size">The number of its bytes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where its header starts in the (decompressed) archive, in bytes.</param>
internal readonly record struct TarMember(string Name, long Size, TarMemberKind Kind, long Offset);

/// <summary>What a tar member is.</summary>
internal enum TarMemberKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, a device, a pipe or a sparse file: nothing whose bytes are simply there.</summary>
    Special,
}
