namespace OpenVision.Generators.Model;

/// <summary>What the compilation as a whole says.</summary>
/// <param name="Namespace">Where the catalogue is put: the assembly's name as a namespace.</param>
/// <param name="NeedsEntryPoint">Whether it is a program without an entry point of its own.</param>
/// <param name="Catalogues">Full names of the catalogues of the assemblies it refers to, in ordinal order.</param>
public sealed record ProgramSpec(string Namespace, bool NeedsEntryPoint, EquatableArray<string> Catalogues);
