using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OpenVision.Native;

namespace OpenVision.Kernels;

/// <summary>Work on rows of tensors that lie in memory one after the other.</summary>
internal interface IRowWork
{
    /// <summary>Does some rows. Must not throw: libtorch's threads call it.</summary>
    /// <param name="begin">The first row.</param>
    /// <param name="end">The row behind the last.</param>
    void Run(long begin, long end);
}

/// <summary>Spreads rows over libtorch's threads, so that kernels and matrix products never compete.</summary>
internal static unsafe class Rows
{
    /// <summary>Does all rows.</summary>
    /// <typeparam name="TWork">The work.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="grain">The least number of rows that is worth a thread.</param>
    public static void Run<TWork>(TWork work, long count, long grain)
        where TWork : unmanaged, IRowWork
    {
        Call call = new(&Invoke<TWork>, &work);
        LibTorch.Parallel(count, grain, &Enter, &call);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Enter(long begin, long end, void* context) => ((Call*)context)->Invoke(begin, end, ((Call*)context)->Work);

    private static void Invoke<TWork>(long begin, long end, void* work)
        where TWork : unmanaged, IRowWork => ((TWork*)work)->Run(begin, end);

    // A function that native code calls cannot have type parameters; what it calls in turn can.
    private readonly struct Call(delegate*<long, long, void*, void> invoke, void* work)
    {
        public readonly delegate*<long, long, void*, void> Invoke = invoke;
        public readonly void* Work = work;
    }
}
