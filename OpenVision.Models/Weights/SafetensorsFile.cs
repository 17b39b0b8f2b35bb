using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// An open safetensors file: its header is checked, its tensors are read one by one straight into their memory. It is not
/// mapped into memory; docs/decisions/0006 says why.
/// </summary>
public sealed class SafetensorsFile : WeightSource
{
    private readonly WeightFile file;

    private SafetensorsFile(WeightFile file)
        : base(file.Path)
    {
        this.file = file;
        Header = SafetensorsHeader.Read(file.Path, file.Length, file.ReadAt);
    }

    /// <summary>What the file holds.</summary>
    public SafetensorsHeader Header { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, TensorEntry> Tensors => Header.Tensors;

    /// <summary>Opens a file and checks its header and bounds; no tensor is allocated.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing or breaks a rule of the format; the message names it.</exception>
    public static new SafetensorsFile Open(string path)
    {
        WeightFile file = WeightFile.Open(path);
        try
        {
            return new SafetensorsFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => file.Dispose();

    private protected override void Fill(TensorEntry entry, Tensor target)
    {
        long at = Header.DataStart + entry.Offset;
        TensorReader.Read(Path, entry, target, bytes =>
        {
            file.ReadAt(bytes, at);
            at += bytes.Length;
        });
    }
}
