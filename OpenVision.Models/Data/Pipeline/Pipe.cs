namespace OpenVision.Data.Pipeline;

/// <summary>
/// The operator that joins steps, and samples to steps. It composes and does nothing else: nothing is read before a pipeline is
/// enumerated. What does not fit is a compile error at the operator (CS0019).
/// </summary>
public static class Pipe
{
    extension<TIn, TMid, TOut>(Step<TIn, TMid>)
    {
        /// <summary>One step after the other.</summary>
        /// <param name="first">The step whose result the other is given.</param>
        /// <param name="second">The other.</param>
        public static Step<TIn, TOut> operator |(Step<TIn, TMid> first, Step<TMid, TOut> second)
        {
            ArgumentNullException.ThrowIfNull(first);
            ArgumentNullException.ThrowIfNull(second);
            return new($"{first.Name} | {second.Name}", (input, ref context) => second.Apply(first.Apply(input, ref context), ref context));
        }
    }

    extension<T, TOut>(Samples<T>)
    {
        /// <summary>Samples with a step applied to each.</summary>
        /// <param name="samples">The samples.</param>
        /// <param name="step">The step.</param>
        public static Samples<TOut> operator |(Samples<T> samples, Step<T, TOut> step)
        {
            ArgumentNullException.ThrowIfNull(samples);
            return samples.Then(step);
        }
    }
}
