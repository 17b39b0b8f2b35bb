using OpenVision.Data;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>A set of safetensors files that an index ties together, read as one.</summary>
public sealed class ShardedSafetensors : WeightSource
{
    private const int MostNamed = 10;

    private readonly List<SafetensorsFile> shards = [];
    private readonly Dictionary<string, SafetensorsFile> shardOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);

    private ShardedSafetensors(string path)
        : base(path)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, TensorEntry> Tensors => tensors;

    /// <summary>Opens an index and every file that it names; no tensor is allocated.</summary>
    /// <param name="path">The index, <c>*.safetensors.index.json</c>.</param>
    /// <exception cref="OpenVisionException">
    /// The index or a file is missing or breaks a rule of its format, or they disagree; the message names it.
    /// </exception>
    public static new ShardedSafetensors Open(string path)
    {
        SafetensorsIndex index = SafetensorsIndex.Read(path);
        ShardedSafetensors set = new(path);
        try
        {
            string folder = System.IO.Path.GetDirectoryName(path) ?? "";
            foreach (string file in index.Files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                set.Add(SafetensorsFile.Open(System.IO.Path.Combine(folder, file)));
            }

            set.Check(index);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => shards.ForEach(shard => shard.Dispose());

    private protected override void Fill(TensorEntry entry, Tensor target) => shardOf[entry.Name].CopyTo(entry.Name, target);

    private void Add(SafetensorsFile shard)
    {
        shards.Add(shard);
        foreach (TensorEntry entry in shard.Tensors.Values)
        {
            if (!shardOf.TryAdd(entry.Name, shard))
            {
                throw SafetensorsIndex.Broken(Path, $"tensor '{MemberName.Shown(entry.Name)}' lies in {NameOf(shardOf[entry.Name])} and again in {NameOf(shard)}");
            }

            tensors.Add(entry.Name, entry);
        }
    }

    private void Check(SafetensorsIndex index)
    {
        string[] faults =
        [
            .. index.Files.Where(pair => !shardOf.TryGetValue(pair.Key, out SafetensorsFile? shard) || NameOf(shard) != pair.Value)
                .Select(pair => $"'{MemberName.Shown(pair.Key)}' is not in {pair.Value}"),
            .. tensors.Keys.Where(name => !index.Files.ContainsKey(name))
                .Select(name => $"'{MemberName.Shown(name)}' of {NameOf(shardOf[name])} is not in the index"),
        ];
        if (faults.Length > 0)
        {
            string more = faults.Length > MostNamed ? $"; and {faults.Length - MostNamed} more" : "";
            throw SafetensorsIndex.Broken(Path, $"{string.Join("; ", faults.Take(MostNamed))}{more}");
        }

        Int128 total = tensors.Values.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Length);
        if (index.TotalSize is { } declared && declared != total)
        {
            throw SafetensorsIndex.Broken(Path, $"its total_size is {declared:N0} bytes, but the tensors of its files take {total:N0}");
        }
    }

    private static string NameOf(SafetensorsFile shard) => System.IO.Path.GetFileName(shard.Path);
}
