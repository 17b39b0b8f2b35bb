// What the compiler asks netstandard2.0 for. A generator that adds these writes them in an order of its own in every process,
// and the library would have other bytes every time.
#pragma warning disable IDE0130 // The compiler knows them by these names.

namespace System
{
    /// <summary>A place in a sequence, from its start or its end.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public static implicit operator Index(int value) => new(value);

        /// <summary>The place from the start of a sequence of some length.</summary>
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }

    /// <summary>A part of a sequence, without its end.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public static Range All => new(0, new(0, fromEnd: true));

        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new(0, fromEnd: true));

        public static Range EndAt(Index end) => new(0, end);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Marks setters that only initialise.</summary>
    internal static class IsExternalInit;

    /// <summary>Marks members that have to be set.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Names a feature that a compiler must know to use a member.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        /// <summary>The feature.</summary>
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>Marks constructors that set every required member.</summary>
    [AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}
