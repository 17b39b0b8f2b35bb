using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace OpenVision.Tests.Support;

/// <summary>What holds for the steps of every incremental generator.</summary>
internal static class StepValues
{
    /// <summary>Nothing is computed again for a compilation that is only a copy of the last.</summary>
    public static void AssertCached(GeneratorDriverRunResult result)
    {
        foreach (GeneratorRunResult generator in result.Results)
        {
            Assert.All(Reasons(generator.TrackedOutputSteps.SelectMany(static step => step.Value)),
                static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
            Assert.All(Reasons(NamedSteps(generator)),
                static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"a step is {reason}"));
        }
    }

    /// <summary>No value between two steps holds on to a compilation, whose memory it would keep and whose equality is identity.</summary>
    public static void AssertHoldNoSymbols(GeneratorDriverRunResult result)
    {
        foreach (object value in result.Results.SelectMany(NamedSteps).SelectMany(static step => step.Outputs).Select(static output => output.Value))
        {
            Walk(value, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    /// <summary>Why the outputs of steps were made.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<IncrementalGeneratorRunStep> NamedSteps(GeneratorRunResult generator) =>
        generator.TrackedSteps
            .Where(static step => step.Key is "Parsed" or "Catalogue" or "Program")
            .SelectMany(static step => step.Value);

    private static void Walk(object? value, HashSet<object> seen)
    {
        Assert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or SemanticModel or AttributeData or Diagnostic,
            $"A step hands on a {value?.GetType().Name}.");
        if (value is null or string or Enum || value.GetType().IsPrimitive || !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, seen);
            }

            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), seen);
        }
    }
}
