namespace OpenVision.Onnx;

/// <summary>Where parameters' values lie in a file of their own, beside the model.</summary>
internal sealed class OnnxDataLayout
{
    /// <summary>What every offset is a multiple of, so that the values can be used where the file is mapped.</summary>
    public const int Alignment = 64;

    private readonly Dictionary<string, long> offsets = [];

    /// <summary>Lays parameters out in order.</summary>
    /// <param name="fileName">The file's name, without a folder.</param>
    /// <param name="parameters">The parameters.</param>
    public OnnxDataLayout(string fileName, IEnumerable<OnnxParameter> parameters)
    {
        FileName = fileName;
        long end = 0;
        foreach (OnnxParameter parameter in parameters)
        {
            long offset = end + (-end & (Alignment - 1));
            offsets.Add(parameter.Name, offset);
            end = offset + parameter.Bytes;
        }
    }

    /// <summary>The file's name, without a folder: the model refers to it beside itself.</summary>
    public string FileName { get; }

    /// <summary>Where a parameter's values begin.</summary>
    /// <param name="parameter">The parameter.</param>
    public long OffsetOf(OnnxParameter parameter) => offsets[parameter.Name];
}
