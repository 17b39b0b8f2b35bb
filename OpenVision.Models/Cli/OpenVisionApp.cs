using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace OpenVision.Cli;

/// <summary>The command line of a recipe program; the generated entry point calls it.</summary>
public static class OpenVisionApp
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>Failed.</summary>
    internal const int Failed = 1;

    /// <summary>The command line means nothing.</summary>
    internal const int WrongUsage = 2;

    /// <summary>Stopped by a signal.</summary>
    internal const int Interrupted = 130;

    /// <summary>Runs a verb. Without one, trains the program's recipe where it declares exactly one, and lists it otherwise.</summary>
    /// <param name="args">The arguments as typed.</param>
    /// <param name="catalogue">What the program declares.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage, 130 interrupted.</returns>
    public static int Run(string[] args, Catalogue catalogue)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        return Run(args, catalogue, Terminal.OfProcess);
    }

    /// <summary>Runs a verb on a terminal of the caller's.</summary>
    /// <param name="args">The arguments as typed.</param>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] args, Catalogue catalogue, Terminal terminal)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(catalogue);
        try
        {
            // '@' in front of a name means nothing here: it would read arguments from a file.
            ParseResult result = CommandTree.Build(catalogue, terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.Action is not (HelpAction or VersionAction))
            {
                UsageCheck.Verify(result);
            }

            return result.Invoke(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException error)
        {
            terminal.Error.Write(UsageReport.Of(args, error));
            return WrongUsage;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Interrupted.");
            return Interrupted;
        }
        catch (Exception error)
        {
            terminal.Error.WriteLine(FailureReport.Of(error, verbose: args.Contains(CommandTree.Verbose)));
            return Failed;
        }
    }
}
