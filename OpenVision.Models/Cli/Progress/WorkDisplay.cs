using Spectre.Console;

namespace OpenVision.Cli.Progress;

/// <summary>Runs something that takes a while and shows how far it is.</summary>
internal static class WorkDisplay
{
    /// <summary>Runs it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="console">Where to show it: a bar on a terminal, a line each tenth elsewhere.</param>
    /// <param name="title">What is done.</param>
    /// <param name="work">The work, given what to tell the share that is done, from 0 to 1.</param>
    public static T Show<T>(IAnsiConsole console, string title, Func<IProgress<double>, T> work) =>
        TrainDisplay.IsLive(console)
            ? console.Progress().Start(bars =>
            {
                ProgressTask bar = bars.AddTask(Markup.Escape(title), maxValue: 1);
                return work(new Reporter(share => bar.Value = share));
            })
            : work(new Reporter(Tenths(title, console.Profile.Out.Writer)));

    /// <summary>Writes a line whenever another tenth is done.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="writer">Where the lines go.</param>
    public static Action<double> Tenths(string title, TextWriter writer)
    {
        int shown = -1;
        return share =>
        {
            int tenths = (int)(share * 10);
            if (tenths > shown)
            {
                shown = tenths;
                writer.WriteLine($"{title}: {tenths * 10} %");
            }
        };
    }

    // Unlike Progress<T>, tells at once and in order.
    private sealed class Reporter(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
