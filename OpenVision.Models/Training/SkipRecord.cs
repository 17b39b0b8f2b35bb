using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>A skip ledger as it is written to a file.</summary>
/// <param name="Counts">The number of skips by reason.</param>
/// <param name="First">The first skips of each reason.</param>
internal sealed record SkipRecord(IReadOnlyDictionary<SkipReason, long> Counts, IReadOnlyList<Skip> First)
{
    /// <summary>What a ledger holds now.</summary>
    /// <param name="ledger">The ledger.</param>
    public static SkipRecord Of(SkipLedger ledger) => new(ledger.Counts, ledger.Named);

    /// <summary>A ledger that goes on from here.</summary>
    public SkipLedger ToLedger()
    {
        SkipLedger ledger = new();
        ledger.Restore(Counts, First);
        return ledger;
    }
}
