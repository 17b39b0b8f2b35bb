using OpenVision.Training;
using Spectre.Console;
using Plain = Spectre.Console.Text;

namespace OpenVision.Cli.Progress;

/// <summary>Runs something that trains and shows how it goes on: live on a terminal, in plain lines elsewhere.</summary>
internal static class TrainDisplay
{
    /// <summary>Runs it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="console">Where to show it.</param>
    /// <param name="run">What to run.</param>
    public static T Show<T>(IAnsiConsole console, Func<ITrainObserver, T> run) =>
        IsLive(console)
            ? console.Live(new Plain("")).Start(display => run(new LiveProgress(console, display, TimeProvider.System)))
            : run(new PlainProgress(console.Profile.Out.Writer, TimeProvider.System));

    /// <summary>Whether a console can redraw what it shows.</summary>
    /// <param name="console">The console.</param>
    public static bool IsLive(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };
}
