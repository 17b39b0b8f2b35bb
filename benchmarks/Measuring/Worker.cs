using System.Diagnostics;
using System.Globalization;
using OpenVision.Tests.Costs;
using OpenVision.Training;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>One side of a comparison, made and run in a process of its own.</summary>
internal interface ISide : IDisposable
{
    /// <summary>What is timed.</summary>
    void Round();
}

/// <summary>How a side is made.</summary>
/// <param name="Ours">Whether the process sets its allocator as a training run of ours does; the peer's stays as it comes.</param>
/// <param name="Make">Makes it.</param>
internal sealed record Side(bool Ours, Func<ISide> Make);

/// <summary>A process that runs one side, a round whenever it is told to, so that two of them take turns.</summary>
internal sealed class Worker : IDisposable
{
    private const int Quiet = 100;

    private readonly Process process;
    private bool ended;

    /// <summary>Starts it.</summary>
    /// <param name="side">The side's name.</param>
    public Worker(string side)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["side", side]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        process = Process.Start(start)!;
    }

    /// <summary>Runs a round and gives its seconds.</summary>
    public double Round() => Ask("round");

    /// <summary>The most memory that the process held above what it held before the side was made, in bytes.</summary>
    public double Peak() => Ask("peak");

    /// <summary>The most bytes that the allocator had handed out at once in a round: tensors, without the gaps between them.</summary>
    public double Held() => Ask("held");

    /// <summary>The memory that the process holds now, in bytes, garbage collected.</summary>
    public double Resident() => Ask("resident");

    /// <summary>The number of tensors that are alive in the process.</summary>
    public double Tensors() => Ask("tensors");

    /// <summary>Two sides in turn.</summary>
    /// <param name="rounds">The number of rounds that count.</param>
    /// <param name="warm">The number of rounds before them.</param>
    /// <param name="ours">Our side.</param>
    /// <param name="peer">The peer's.</param>
    public static Rounds Alternate(int rounds, int warm, Worker ours, Worker peer)
    {
        List<double> our = [], peers = [];
        for (int i = -warm; i < rounds; i++)
        {
            double first = Rested(ours), second = Rested(peer);
            if (i >= 0)
            {
                our.Add(first);
                peers.Add(second);
            }
        }

        return new(our, peers);
    }

    // The other side's threads spin for a while after a round of theirs.
    private static double Rested(Worker worker)
    {
        Thread.Sleep(Quiet);
        return worker.Round();
    }

    /// <summary>What the process does.</summary>
    /// <param name="side">The side.</param>
    public static void Serve(Side side)
    {
        if (side.Ours)
        {
            NativeAllocator.KeepFreedMemory();
        }

        using (TorchSharp.torch.Tensor warm = TorchSharp.torch.randn(64, 64))
        {
            warm.mm(warm).Dispose(); // libtorch is loaded and its threads are there
        }

        PeakMemory peak = new();
        using ISide made = side.Make();
        while (Console.ReadLine() is { } line)
        {
            double answer = line switch
            {
                "round" => Rounds.Seconds(made.Round),
                "peak" => peak.Bytes,
                "held" => Held(made),
                "tensors" => TorchSharp.torch.Tensor.TotalCount,
                _ => PeakMemory.Settled(),
            };
            Console.WriteLine(answer.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private double Ask(string what)
    {
        process.StandardInput.WriteLine(what);
        return double.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A side's process has ended."), CultureInfo.InvariantCulture);
    }

    private static double Held(ISide side)
    {
        using HeapPeak peak = new();
        side.Round();
        return peak.End();
    }
}
