using static TorchSharp.torch;

namespace OpenVision.Native;

/// <summary>Keeps libtorch's operators on the thread that calls them until it is disposed of, on that thread.</summary>
/// <remarks>
/// Every thread that calls an operator on many numbers gets helpers of its own, which live as long as it does. As soon as all helpers together
/// outnumber the processors, GNU's OpenMP lets none of them wait awake for the next operator, in the whole process and for good: a step of a small model
/// takes a quarter longer on two cores. So threads beside the one that computes call operators alone. Where OpenMP is another one, nothing is changed.
/// </remarks>
internal readonly ref struct OneThread : IDisposable
{
    private readonly int before;

    /// <summary>Begins.</summary>
    public OneThread()
    {
        before = get_num_threads(); // asked for the first time, it sets the thread's number itself
        LibTorch.SetThreadsOfCaller(1);
    }

    /// <inheritdoc/>
    public void Dispose() => LibTorch.SetThreadsOfCaller(before);
}
