using System.Globalization;

namespace OpenVision.Reporting;

/// <summary>
/// Writes an event file that TensorBoard reads. Every start of a run writes a file of its own in the same folder, so a
/// file that a kill cut short stays as it is, and TensorBoard puts the files together.
/// </summary>
/// <remarks>
/// TorchSharp's own <c>SummaryWriter</c> (0.107.0) is not used: it opens and closes the file for every single value, its
/// steps have 32 bits and its times whole seconds, and it cannot mark a restart, so that a resumed run would show the
/// steps after its checkpoint twice.
/// </remarks>
public sealed class EventFileWriter : IDisposable
{
    private readonly FileStream file;
    private readonly TimeProvider clock;

    /// <summary>Starts a new event file.</summary>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="firstStep">
    /// The first step that will be written: of what earlier files hold, TensorBoard forgets this step and later ones.
    /// </param>
    /// <param name="clock">Tells the time of events. Default: the system's clock.</param>
    /// <exception cref="OpenVisionException">The file cannot be made.</exception>
    public EventFileWriter(string folder, long firstStep = 0, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        try
        {
            Directory.CreateDirectory(folder);
            file = Create(folder, this.clock.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"No event file can be written in '{folder}': {error.Message} Name another folder.", error);
        }

        Append(EventRecord.FileVersion(Now));
        Append(EventRecord.Start(Now, firstStep));
        Flush();
    }

    /// <summary>The file.</summary>
    public string Path => file.Name;

    private double Now => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>Writes values of one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">Names, with slashes between groups and members, and values.</param>
    public void Scalars(long step, IEnumerable<(string Name, double Value)> values) =>
        Append(EventRecord.Scalars(Now, step, values));

    /// <summary>Writes a picture.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">Its name.</param>
    /// <param name="png">The encoded picture.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public void Image(long step, string name, ReadOnlySpan<byte> png, int width, int height) =>
        Append(EventRecord.Image(Now, step, name, png, width, height));

    /// <summary>Hands everything written so far to the operating system, so that a kill cannot take it back.</summary>
    public void Flush() => file.Flush();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream Create(string folder, long seconds)
    {
        for (int number = 0; ; number++)
        {
            string process = $"{Environment.MachineName}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
            string path = System.IO.Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.{process}.{number}"));
            try
            {
                return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 65536);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another writer of this process began in the same second.
            }
        }
    }

    private void Append(ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[RecordFrame.HeaderLength];
        Span<byte> footer = stackalloc byte[RecordFrame.FooterLength];
        RecordFrame.WriteHeader(record.Length, header);
        RecordFrame.WriteFooter(record, footer);
        file.Write(header);
        file.Write(record);
        file.Write(footer);
    }
}
