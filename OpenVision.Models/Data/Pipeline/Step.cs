using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Data.Pipeline;

/// <summary>What a random step does: a function of its input and of the sample's own draws, and of nothing else.</summary>
/// <typeparam name="TIn">What it is given.</typeparam>
/// <typeparam name="TOut">What it makes.</typeparam>
/// <param name="input">What it is given.</param>
/// <param name="draw">The sample's random draws.</param>
public delegate TOut RandomFunction<in TIn, out TOut>(TIn input, ref Draw draw);

/// <summary>
/// A step of a data pipeline: a value, and a pure function of its input and of the sample's own random draws, so that the same
/// sample gives the same result whichever thread makes it and however often. Steps are joined by <c>|</c> (<see cref="Pipe"/>);
/// one that does not fit does not compile.
/// </summary>
/// <typeparam name="TIn">What it is given.</typeparam>
/// <typeparam name="TOut">What it makes.</typeparam>
public sealed class Step<TIn, TOut>
{
    private readonly StepFunction<TIn, TOut> function;

    internal Step(string name, StepFunction<TIn, TOut> function)
    {
        Name = name;
        this.function = function;
    }

    /// <summary>What it does and with which settings; those of joined steps are joined by <c>|</c>.</summary>
    public string Name { get; }

    /// <summary>Runs the step.</summary>
    /// <param name="input">What it is given.</param>
    /// <param name="draw">The random draws; left behind the last one that the step made.</param>
    /// <exception cref="OpenVisionException">A step fails, or refuses its input.</exception>
    public TOut Apply(TIn input, ref Draw draw)
    {
        StepContext context = new(draw, default);
        try
        {
            return function(input, ref context);
        }
        catch (StepFailure failure)
        {
            throw new OpenVisionException($"{failure.Message} Correct the step.", failure.InnerException);
        }
        catch (SampleFault fault)
        {
            throw new OpenVisionException($"{Name} cannot use what it was given: {fault.Message}", fault);
        }
        finally
        {
            draw = context.Draw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal TOut Apply(TIn input, ref StepContext context) => function(input, ref context);
}

/// <summary>Makes steps of functions.</summary>
public static class Step
{
    /// <summary>A step that draws nothing.</summary>
    /// <typeparam name="TIn">What it is given.</typeparam>
    /// <typeparam name="TOut">What it makes.</typeparam>
    /// <param name="name">What it is called in messages. A run is not resumed with steps of other names.</param>
    /// <param name="function">What it does; called from several threads.</param>
    public static Step<TIn, TOut> Of<TIn, TOut>(string name, Func<TIn, TOut> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Guarded<TIn, TOut>(name, (input, ref _) => function(input));
    }

    /// <summary>A step that draws at random.</summary>
    /// <typeparam name="TIn">What it is given.</typeparam>
    /// <typeparam name="TOut">What it makes.</typeparam>
    /// <param name="name">What it is called in messages. A run is not resumed with steps of other names.</param>
    /// <param name="function">What it does; called from several threads.</param>
    public static Step<TIn, TOut> Random<TIn, TOut>(string name, RandomFunction<TIn, TOut> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Guarded<TIn, TOut>(name, (input, ref context) => function(input, ref context.Draw));
    }

    /// <summary>Lets through what fits; a sample of anything else is skipped and counted as <see cref="SkipReason.Refused"/>.</summary>
    /// <typeparam name="T">What it is given and lets through.</typeparam>
    /// <param name="name">What it asks for, in a few words.</param>
    /// <param name="fits">Whether something fits; called from several threads.</param>
    public static Step<T, T> Keep<T>(string name, Func<T, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        return Guarded<T, T>(name, (input, ref _) => fits(input)
            ? input
            : throw new SampleFault(SkipReason.Refused, $"The step '{name}' of the data pipeline refuses it."));
    }

    /// <summary>Applies a step to some samples only. A number is drawn for every sample, whatever comes of it.</summary>
    /// <typeparam name="T">What it is given and makes.</typeparam>
    /// <param name="probability">The share of samples that the step is applied to, from 0 to 1.</param>
    /// <param name="step">The step.</param>
    public static Step<T, T> Sometimes<T>(double probability, Step<T, T> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Share(probability, nameof(probability));
        return new(Text($"Sometimes({probability}, {step.Name})"),
            (input, ref context) => context.Draw.Unit() < probability ? step.Apply(input, ref context) : input);
    }

    /// <summary>Applies two steps to the same input, the first one first.</summary>
    /// <typeparam name="TIn">What they are given, which neither may change.</typeparam>
    /// <typeparam name="TFirst">What the first makes.</typeparam>
    /// <typeparam name="TSecond">What the second makes.</typeparam>
    /// <param name="first">One step.</param>
    /// <param name="second">The other.</param>
    public static Step<TIn, (TFirst First, TSecond Second)> Both<TIn, TFirst, TSecond>(Step<TIn, TFirst> first, Step<TIn, TSecond> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new($"Both({first.Name}, {second.Name})",
            (input, ref context) => (first.Apply(input, ref context), second.Apply(input, ref context)));
    }

    // Whatever a step throws is told with its name; what it says of a sample is passed on.
    internal static Step<TIn, TOut> Guarded<TIn, TOut>(string name, StepFunction<TIn, TOut> function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name, (input, ref context) =>
        {
            TOut made;
            try
            {
                made = function(input, ref context);
            }
            catch (Exception error) when (error is not (SampleFault or StepFailure or OutOfMemoryException))
            {
                throw new StepFailure(name, error.Message, error);
            }

            return made is null ? throw new StepFailure(name, "It made nothing (null).") : made;
        });
    }

    internal static void Share(double value, string name)
    {
        if (!(value is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 0 to 1.");
        }
    }

    internal static string Text(FormattableString text) => FormattableString.Invariant(text);
}
