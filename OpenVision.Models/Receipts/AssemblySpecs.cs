using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace OpenVision.Receipts;

/// <summary>Reads what an assembly declares (<see cref="DeclaredSpecAttribute"/>) from its metadata: nothing of it is loaded or run.</summary>
internal static class AssemblySpecs
{
    /// <summary>The most bytes of an assembly that is read.</summary>
    public const int MostBytes = 64 << 20;

    private const int MostSpecs = 10_000;
    private const int LongestName = 1024;
    private const ushort Prolog = 1; // ECMA-335 II.23.3

    /// <summary>Reads a file.</summary>
    /// <param name="path">The assembly.</param>
    /// <exception cref="OpenVisionException">It is missing, larger than any, or no sound assembly.</exception>
    public static IReadOnlyList<DeclaredSpec> Read(string path)
    {
        byte[] image = BoundedFile.Read(path, MostBytes);
        return Read(image, path) ?? throw new OpenVisionException($"'{path}' is no .NET assembly. Name the .dll that the recipe's project builds, not the program that starts it.");
    }

    /// <summary>Reads an image.</summary>
    /// <param name="image">The assembly's bytes.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <returns>What it declares, in its order; null where the image holds no .NET metadata.</returns>
    /// <exception cref="OpenVisionException">It is no sound assembly.</exception>
    public static IReadOnlyList<DeclaredSpec>? Read(byte[] image, string what)
    {
        try
        {
            using PEReader reader = new(ImmutableCollectionsMarshal.AsImmutableArray(image));
            return reader.HasMetadata ? Read(reader.GetMetadataReader(), image.Length) : null;
        }
        catch (Exception e) when (e is BadImageFormatException or FormatException or InvalidOperationException or ArgumentException or OverflowException or IOException)
        {
            throw new OpenVisionException($"'{what}' is not a sound assembly of this or an earlier version: {e.Message}", e);
        }
    }

    private static List<DeclaredSpec> Read(MetadataReader metadata, int imageBytes)
    {
        List<DeclaredSpec> specs = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        long bytes = 0;
        foreach (CustomAttribute attribute in metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute).Where(attribute => Declares(metadata, attribute)))
        {
            BlobReader value = metadata.GetBlobReader(attribute.Value);

            // Every attribute has bytes of its own, unless somebody lets thousands share the same.
            Refuse((bytes += value.Length) > imageBytes || specs.Count == MostSpecs, "it declares more than it can hold");
            Refuse(value.ReadUInt16() != Prolog, "a declaration is not written as one");
            string name = Name(ref value), kind = Name(ref value), generator = Name(ref value);
            string text = value.ReadSerializedString() ?? "";
            Refuse(!names.Add(name), $"it declares {name} twice");
            specs.Add(new(name, kind, generator, Parse(name, text)));
        }

        return specs;
    }

    private static bool Declares(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(DeclaredSpecAttribute)) && metadata.StringComparer.Equals(type.Namespace, nameof(OpenVision));
    }

    private static string Name(ref BlobReader value)
    {
        string name = value.ReadSerializedString() ?? "";
        Refuse(name.Length > LongestName, "a name is longer than any");
        return name;
    }

    private static SpecText Parse(string name, string text)
    {
        try
        {
            return SpecText.Parse(text.Split('\n'));
        }
        catch (FormatException e)
        {
            throw new FormatException($"what it declares of {name} cannot be read: {e.Message}", e);
        }
    }

    private static void Refuse(bool unsound, string why)
    {
        if (unsound)
        {
            throw new FormatException(why);
        }
    }
}
