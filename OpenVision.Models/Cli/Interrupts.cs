using System.Runtime.InteropServices;

namespace OpenVision.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancellation, so that what runs ends in order. The second one ends the process at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action<string> tell;

    /// <summary>Starts to listen.</summary>
    /// <param name="tell">Told in a line what happens now.</param>
    public Interrupts(Action<string> tell)
    {
        this.tell = tell;
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Signal()));
        }
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Takes a signal.</summary>
    /// <returns>Whether the process goes on for now.</returns>
    public bool Signal()
    {
        if (source.IsCancellationRequested)
        {
            return false;
        }

        tell("Stopping in order; interrupt again to stop at once.");
        source.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }
}
