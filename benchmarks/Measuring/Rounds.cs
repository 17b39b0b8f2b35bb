using System.Diagnostics;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>
/// Times two sides alternately, so that what the machine does meanwhile falls on both. A round's ratio is that of neighbours in time.
/// </summary>
/// <param name="Ours">Seconds of each round.</param>
/// <param name="Peer">Seconds of each round of the peer.</param>
internal sealed record Rounds(IReadOnlyList<double> Ours, IReadOnlyList<double> Peer)
{
    /// <summary>How many times as fast as the peer, by round.</summary>
    public IEnumerable<double> Ratios => Ours.Zip(Peer, static (ours, peer) => peer / ours);

    /// <summary>Runs both sides in turn.</summary>
    /// <param name="rounds">The number of rounds that count.</param>
    /// <param name="warm">The number of rounds before them.</param>
    /// <param name="ours">One of our side's.</param>
    /// <param name="peer">One of the peer's.</param>
    public static Rounds Alternate(int rounds, int warm, Action ours, Action peer)
    {
        List<double> our = [], peers = [];
        for (int i = -warm; i < rounds; i++)
        {
            double first = Seconds(ours), second = Seconds(peer);
            if (i >= 0)
            {
                our.Add(first);
                peers.Add(second);
            }
        }

        return new(our, peers);
    }

    /// <summary>Times one side.</summary>
    /// <param name="rounds">The number of rounds that count.</param>
    /// <param name="warm">The number of rounds before them.</param>
    /// <param name="action">A round.</param>
    public static IReadOnlyList<double> Alone(int rounds, int warm, Action action)
    {
        for (int i = 0; i < warm; i++)
        {
            action();
        }

        return [.. Enumerable.Range(0, rounds).Select(_ => Seconds(action))];
    }

    /// <summary>The seconds of an action.</summary>
    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
