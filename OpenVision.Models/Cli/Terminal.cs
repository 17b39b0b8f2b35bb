using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Where the command line writes: results to one writer, everything else to the other.</summary>
/// <param name="output">Standard output, or what stands for it.</param>
/// <param name="error">Standard error, or what stands for it.</param>
/// <param name="input">Standard input, or what stands for it. Default: nothing comes.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, TextReader? input = null)
{
    // Tables of a redirected output are not broken at the 80 columns that Spectre would assume.
    private const int RedirectedWidth = 160;

    /// <summary>The running process's own.</summary>
    public static Terminal OfProcess => new(Console.Out, Console.Error, Console.In);

    /// <summary>Standard output.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>The next line of standard input; none at its end.</summary>
    public string? ReadLine() => input?.ReadLine();

    /// <summary>The console for what a person reads.</summary>
    /// <param name="json">Whether standard output belongs to a JSON document: the console is on standard error then.</param>
    public IAnsiConsole Screen(bool json)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? Error : Output) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = RedirectedWidth;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
