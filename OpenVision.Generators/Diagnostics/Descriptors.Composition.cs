using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoSuchStage = Describe(
        "OV4020", Stages, "A stage that is not there is left out",
        "There is no stage {0} to leave out; {1}");

    public static readonly DiagnosticDescriptor SweepMember = Describe(
        "OV4021", Stages, "A member of a sweep breaks a rule",
        "{0} breaks {1}");

    public static readonly DiagnosticDescriptor SweepVariesNothing = Describe(
        "OV4022", Stages, "A sweep does not vary what it names",
        "{0} {1}");

    public static readonly DiagnosticDescriptor MadeBySweep = Describe(
        "OV4023", Stages, "A part of the recipe is made by a sweep of the same project",
        "{0} is made by a sweep of this project, which is not seen while the project is generated; declare the model by a class of its own, or put the sweep into a project that this one refers to");

    public static readonly DiagnosticDescriptor TakesOverFromItself = Describe(
        "OV9005", Shape, "A recipe takes over from itself",
        "{0} takes over from {1}, which leads back to it; take over from a class that does not");

    public static readonly DiagnosticDescriptor NothingToTakeOver = Describe(
        "OV9006", Shape, "There is nothing to take over from the class",
        "{0} says nothing of {1}");

    public static readonly DiagnosticDescriptor SweepOfNoRecipe = Describe(
        "OV9007", Shape, "A sweep varies a class that is no recipe",
        "{0} has no [TrainRecipe]; name a recipe");
}
