using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using OpenVision.Data;
using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// Named tensors on disk: a safetensors file, a sharded set of them, or a numpy archive. Opening checks everything but the
/// values; tensors are then read one by one straight into their memory.
/// </summary>
public abstract class WeightSource : IDisposable
{
    /// <summary>Makes a source.</summary>
    /// <param name="path">The file that was opened.</param>
    private protected WeightSource(string path) => Path = path;

    /// <summary>The file that was opened.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public abstract IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>Opens weights whatever their format.</summary>
    /// <param name="path">
    /// A <c>.safetensors</c> file, a <c>.safetensors.index.json</c>, a <c>.npz</c>, or a folder that holds
    /// <c>model.safetensors</c>, <c>open_clip_model.safetensors</c> or an index.
    /// </param>
    /// <exception cref="OpenVisionException">
    /// There is no such file, a folder holds none or several, a file breaks a rule of its format, or it is a pickle, which is
    /// never read; the message says what to name instead.
    /// </exception>
    public static WeightSource Open(string path) => WeightFormats.Open(path);

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The tensor on the processor, owned by the caller.</returns>
    /// <exception cref="OpenVisionException">There is no such tensor, or the file shrank meanwhile.</exception>
    public Tensor Read(string name)
    {
        TensorEntry entry = Find(name);
        Tensor tensor = empty([.. entry.Shape], entry.Type);
        try
        {
            Fill(entry, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Reads every tensor.</summary>
    /// <returns>The tensors by name, on the processor, owned by the caller.</returns>
    /// <exception cref="OpenVisionException">The file shrank meanwhile.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadAll()
    {
        Dictionary<string, Tensor> tensors = new(Tensors.Count, StringComparer.Ordinal);
        try
        {
            foreach (string name in Tensors.Keys)
            {
                tensors.Add(name, Read(name));
            }

            return tensors;
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    /// <summary>
    /// Reads a tensor into one of the same shape, converting its number format, strides and device where they differ by
    /// bounded parts: no second copy of the whole is made.
    /// </summary>
    /// <param name="name">The name in the file.</param>
    /// <param name="target">The tensor to overwrite.</param>
    /// <exception cref="OpenVisionException">There is no such tensor, its shape differs, or the file shrank meanwhile.</exception>
    public void CopyTo(string name, Tensor target)
    {
        TensorEntry entry = Find(name);
        if (!entry.Shape.SequenceEqual(target.shape))
        {
            throw new OpenVisionException(
                $"{Path}: tensor '{MemberName.Shown(name)}' has shape {TensorShape.Shown(entry.Shape)}; expected {TensorShape.Shown(target.shape)}.");
        }

        Fill(entry, target);
    }

    /// <summary>Reads many tensors, on all processors: the memory of a large model is touched for the first time by whoever reads.</summary>
    /// <param name="targets">The names in the file and the tensors to overwrite, which share no memory.</param>
    /// <exception cref="OpenVisionException">A tensor is missing, its shape differs, or the file shrank meanwhile.</exception>
    public void CopyAll(IReadOnlyCollection<(string Name, Tensor Target)> targets)
    {
        try
        {
            Parallel.ForEach(Partitioner.Create(targets, EnumerablePartitionerOptions.NoBuffering), pair =>
            {
                using OneThread alone = new();
                CopyTo(pair.Name, pair.Target);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is OpenVisionException first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads a tensor of this source; called from several threads.</summary>
    /// <param name="entry">What the source says of it.</param>
    /// <param name="target">A tensor of its shape.</param>
    private protected abstract void Fill(TensorEntry entry, Tensor target);

    private TensorEntry Find(string name) => Tensors.TryGetValue(name, out TensorEntry? entry)
        ? entry
        : throw new OpenVisionException($"{Path} holds no tensor '{MemberName.Shown(name)}'.");
}
