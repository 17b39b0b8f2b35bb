namespace OpenVision.Cli;

/// <summary>The command line of a recipe program; the generated entry point calls it.</summary>
public static class OpenVisionApp
{
    /// <summary>Runs a verb. Without one, trains the program's recipe where it declares exactly one, and lists it otherwise.</summary>
    /// <param name="args">The arguments as typed.</param>
    /// <param name="catalogue">What the program declares.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage, 130 interrupted.</returns>
    public static int Run(string[] args, Catalogue catalogue) => throw new NotImplementedException();
}
