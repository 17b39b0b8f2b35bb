using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Data.Pipeline;

/// <summary>What came of a sample: nothing to tell, a skip, or a failure that ends the run.</summary>
/// <param name="Skip">Why it is skipped, if it is.</param>
/// <param name="Failure">What went wrong with more than this sample, if anything.</param>
internal readonly record struct Attempt(Skip? Skip, OpenVisionException? Failure)
{
    /// <summary>Runs the steps of a sample.</summary>
    /// <typeparam name="T">What the steps are given beside it.</typeparam>
    /// <param name="sample">The sample.</param>
    /// <param name="state">What the steps are given beside it, so that no closure is made for each sample.</param>
    /// <param name="steps">The steps.</param>
    public static Attempt At<T>(Sample sample, T state, Action<Sample, T> steps)
    {
        try
        {
            steps(sample, state);
            return default;
        }
        catch (SampleFault fault)
        {
            return new(new(fault.Reason, sample.Shard, sample.Key, fault.Message), null);
        }
        catch (StepFailure failure)
        {
            return new(null, failure.On(sample));
        }
        catch (OpenVisionException failure)
        {
            return new(null, failure);
        }
    }
}

/// <summary>Records what came of samples, in their order.</summary>
/// <param name="ledger">Told of every skip.</param>
internal sealed class AttemptLog(SkipLedger ledger)
{
    // A source in which so many samples in a row are unusable is not what its user meant to read.
    private const int MostSkipsInARow = 1000;

    private int skipsInARow;

    /// <summary>Records what came of the next sample.</summary>
    /// <param name="attempt">What came of it.</param>
    /// <returns>Whether the sample was used.</returns>
    /// <exception cref="OpenVisionException">A step failed, or no sample can be used.</exception>
    public bool Add(Attempt attempt)
    {
        if (attempt.Failure is { } failure)
        {
            throw failure;
        }

        skipsInARow = attempt.Skip is null ? 0 : skipsInARow + 1;
        if (attempt.Skip is not { } skip)
        {
            return true;
        }

        ledger.Add(skip);
        return skipsInARow < MostSkipsInARow
            ? false
            : throw new OpenVisionException(
                $"{MostSkipsInARow} samples in a row cannot be used; the last is {skip.Key} of {skip.Shard}: {skip.Detail} Check the shards with 'data inspect'.");
    }
}

/// <summary>The seeds of samples: functions of the run's seed and the sample's number, so that any of them can be made again.</summary>
/// <param name="seed">The run's seed.</param>
internal readonly struct SampleSeeds(int seed)
{
    private readonly ulong run = Hash.Of("sample", seed);

    /// <summary>A sample's own seed, which draws the source that it comes from.</summary>
    /// <param name="number">The sample's number over all processes, from 0.</param>
    public ulong Own(long number) => Hash.Of(run, (ulong)number);

    /// <summary>The seed of a sample's steps.</summary>
    /// <param name="own">The sample's own seed.</param>
    public static ulong Steps(ulong own) => Hash.Of(own, 1);
}
