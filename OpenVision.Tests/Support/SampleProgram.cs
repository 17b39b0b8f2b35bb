using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace OpenVision.Tests.Support;

/// <summary>Programs and declarations as a page shows them. Their tests run alone: a program writes to the console, which all share.</summary>
internal static class SampleProgram
{
    /// <summary>Compiles a program and runs it.</summary>
    /// <param name="source">The program.</param>
    /// <returns>What it wrote to the console.</returns>
    public static string Run(string source)
    {
        Assembly assembly = Load(GeneratorHarness.Run(GeneratorHarness.Compile([source], OutputKind.ConsoleApplication, "Sample")).AssertClean());
        TextWriter console = Console.Out;
        using StringWriter output = new(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(output);
            assembly.EntryPoint!.Invoke(null, assembly.EntryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Loads a compilation with what was generated for it.</summary>
    /// <param name="project">The compilation.</param>
    public static Assembly Load(GeneratedProject project)
    {
        using MemoryStream image = new();
        Assert.True(project.Output.Emit(image).Success);
        return Assembly.Load(image.ToArray());
    }
}
