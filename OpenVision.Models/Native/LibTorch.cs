using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Native;

/// <summary>
/// libtorch's stable C interface: what TorchSharp does not bind of libtorch is called by its name through it. It has been part of libtorch
/// since 2.9; <see cref="IsThere"/> says whether this libtorch has it.
/// </summary>
internal static unsafe class LibTorch
{
    private static readonly delegate* unmanaged[Cdecl]<byte*, byte*, ulong*, ulong, int> CallDispatcher;
    private static readonly delegate* unmanaged[Cdecl]<nint, nint*, int> NewTensorHandle;
    private static readonly delegate* unmanaged[Cdecl]<nint, nint*, int> GetDataPointer;
    private static readonly delegate* unmanaged[Cdecl]<nint, nint*, int> NewList;
    private static readonly delegate* unmanaged[Cdecl]<nint, ulong, int> PushBack;
    private static readonly delegate* unmanaged[Cdecl]<byte*, nint, nint*, int> NewString;
    private static readonly delegate* unmanaged[Cdecl]<long, long, long, delegate* unmanaged[Cdecl]<long, long, void*, void>, void*, int> ForParallel;
    private static readonly delegate* unmanaged[Cdecl]<int, void> SetThreads;
    private static readonly ulong abi;

    static LibTorch()
    {
        InitializeDeviceType(DeviceType.CPU); // TorchSharp has loaded libtorch afterwards, and a second copy must not be
        if (!NativeLibrary.TryLoad(FileName, out nint library))
        {
            return;
        }

        CallDispatcher = (delegate* unmanaged[Cdecl]<byte*, byte*, ulong*, ulong, int>)Find(library, "torch_call_dispatcher");
        NewTensorHandle = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Find(library, "aoti_torch_new_tensor_handle");
        GetDataPointer = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Find(library, "aoti_torch_get_data_ptr");
        NewList = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Find(library, "torch_new_list_reserve_size");
        PushBack = (delegate* unmanaged[Cdecl]<nint, ulong, int>)Find(library, "torch_list_push_back");
        NewString = (delegate* unmanaged[Cdecl]<byte*, nint, nint*, int>)Find(library, "torch_new_string_handle");
        ForParallel = (delegate* unmanaged[Cdecl]<long, long, long, delegate* unmanaged[Cdecl]<long, long, void*, void>, void*, int>)Find(library, "torch_parallel_for");
        SetThreads = OperatingSystem.IsLinux() ? (delegate* unmanaged[Cdecl]<int, void>)Find(library, "omp_set_num_threads") : null; // of the OpenMP that libtorch is linked to
        var version = (delegate* unmanaged[Cdecl]<ulong>)Find(library, "aoti_torch_abi_version");
        IsThere = CallDispatcher != null && NewTensorHandle != null && GetDataPointer != null && NewList != null && PushBack != null
            && NewString != null && ForParallel != null && version != null;
        abi = IsThere ? version() : 0;
    }

    /// <summary>Whether this libtorch has the interface.</summary>
    public static bool IsThere { get; }

    private static string FileName => OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so";

    /// <summary>Where a tensor's first element lies.</summary>
    /// <param name="tensor">A tensor on the processor.</param>
    public static nint DataOf(Tensor tensor)
    {
        nint data;
        Check(GetDataPointer(tensor.Handle, &data), "aoti_torch_get_data_ptr"u8);
        GC.KeepAlive(tensor);
        return data;
    }

    /// <summary>A tensor as an argument; the call consumes it.</summary>
    /// <param name="tensor">The tensor, which stays its owner's.</param>
    public static ulong Argument(Tensor tensor)
    {
        nint handle;
        Check(NewTensorHandle(tensor.Handle, &handle), "aoti_torch_new_tensor_handle"u8);
        GC.KeepAlive(tensor);
        return (ulong)handle;
    }

    /// <summary>A tensor, or none, as an argument that may be absent; the call consumes it.</summary>
    /// <param name="tensor">The tensor.</param>
    public static ulong Optional(Tensor? tensor)
    {
        if (tensor is null)
        {
            return 0;
        }

        // libtorch frees it with delete, which frees what malloc gave in every C library that libtorch is built for.
        ulong* present = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *present = Argument(tensor);
        return (ulong)present;
    }

    /// <summary>Integers or truth values as an argument; the call consumes it.</summary>
    /// <param name="values">The values.</param>
    public static ulong List(params ReadOnlySpan<ulong> values)
    {
        nint list;
        Check(NewList(values.Length, &list), "torch_new_list_reserve_size"u8);
        foreach (ulong value in values)
        {
            Check(PushBack(list, value), "torch_list_push_back"u8);
        }

        return (ulong)list;
    }

    /// <summary>A text as an argument; the call consumes it.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public static ulong Text(ReadOnlySpan<byte> text)
    {
        nint handle;
        fixed (byte* first = text)
        {
            Check(NewString(first, text.Length, &handle), "torch_new_string_handle"u8);
        }

        return (ulong)handle;
    }

    /// <summary>A real number as an argument.</summary>
    /// <param name="value">The number.</param>
    public static ulong Number(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>Calls an operator. Its results lie in the first places of the stack afterwards.</summary>
    /// <param name="name">The operator's name with its namespace, ending in 0.</param>
    /// <param name="overload">The overload's name, ending in 0.</param>
    /// <param name="stack">The arguments in the order of the schema.</param>
    /// <exception cref="InvalidOperationException">There is no such operator, or it refused its arguments; libtorch has printed why.</exception>
    public static void Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, Span<ulong> stack)
    {
        fixed (byte* operatorName = name)
        fixed (byte* overloadName = overload)
        fixed (ulong* arguments = stack)
        {
            Check(CallDispatcher(operatorName, overloadName, arguments, abi), name);
        }
    }

    /// <summary>A result as a tensor, in the caller's dispose scope.</summary>
    /// <param name="result">A place of the stack after a call.</param>
    public static Tensor Result(ulong result) => Tensor.UnsafeCreateTensor((nint)result);

    /// <summary>Runs a function over a range on libtorch's own threads.</summary>
    /// <param name="count">The range's length.</param>
    /// <param name="grain">The least number that is worth a thread.</param>
    /// <param name="body">Is called with a beginning, an end and the context; must not throw.</param>
    /// <param name="context">The context.</param>
    public static void Parallel(long count, long grain, delegate* unmanaged[Cdecl]<long, long, void*, void> body, void* context) =>
        Check(ForParallel(0, count, grain, body, context), "torch_parallel_for"u8);

    /// <summary>Sets on how many threads operators run that the calling thread calls; on Linux alone, elsewhere it changes nothing.</summary>
    /// <param name="count">The number.</param>
    public static void SetThreadsOfCaller(int count)
    {
        if (SetThreads != null)
        {
            SetThreads(count);
        }
    }

    private static nint Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;

    private static void Check(int result, ReadOnlySpan<byte> what)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"libtorch refused {Encoding.UTF8.GetString(what).TrimEnd('\0')}.");
        }
    }
}
