using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Numerics;
using Steps = OpenVision.Data.Pipeline.Images;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>Pipelines of a recipe's own in the training loader, which promises the same of them as of its settings.</summary>
public sealed class OwnPipelineTests : IDisposable
{
    private static readonly Step<RgbImage, Pixels> Plain = Steps.Squash(8) | Steps.Normalize();

    private static readonly TextSteps Words = new(
        Texts.WebCaption() | Texts.Lower(), Texts.Passage() | Texts.Lower() | Texts.Replace("red", "blue"), Texts.Whole());

    private readonly PictureShards shards = new();

    public void Dispose() => shards.Dispose();

    [Fact]
    public void BatchesAreTheSameForAnyNumberOfThreads()
    {
        Step<RgbImage, Pixels> noisy = Steps.RandomCrop(8) | Steps.Flip() | Noise() | Steps.Normalize();
        Assert.Equal(Batches(noisy, LoaderPosition.Start, 12, threads: 1), Batches(noisy, LoaderPosition.Start, 12, threads: 3));
    }

    [Fact]
    public void ALoaderResumedAfterAnyBatchGoesOnAsIfItHadNeverStopped()
    {
        Step<RgbImage, Pixels> noisy = Steps.RandomCrop(8) | Noise() | Steps.Normalize();
        List<LoaderPosition> after = [];
        List<string> unbroken = Batches(noisy, LoaderPosition.Start, 12, threads: 1, after);
        for (int i = 0; i < 11; i += 4)
        {
            Assert.Equal(unbroken[(i + 1)..], Batches(noisy, after[i], 11 - i, threads: 2));
        }
    }

    [Fact]
    public void SamplesThatAreReadyLateAreDrawnForAsBefore()
    {
        Step<RgbImage, Pixels> noisy = Steps.RandomCrop(8) | Noise() | Steps.Normalize();
        Step<RgbImage, RgbImage> late = Step.Of<RgbImage, RgbImage>("late", static image =>
        {
            Thread.Sleep(Random.Shared.Next(6));
            return image;
        });
        Assert.Equal(Batches(noisy, LoaderPosition.Start, 12, threads: 1), Batches(late | noisy, LoaderPosition.Start, 12, threads: 4));
    }

    /// <summary>A sample's draws are a function of the run's seed and of its number over all processes.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public void EverySampleDrawsByTheRunsSeedAndItsNumber(int rank, int world)
    {
        const int seed = 31, side = 8, size = 3 * side * side;
        Step<RgbImage, Pixels> noise = Step.Of<RgbImage, Planes>("black", static _ => new(side)) | Noise() | Steps.Normalize();
        PairLoaderOptions options = shards.Loader(threads: 2) with
        {
            Sources = [new() { Shards = new([Path.Combine(shards.Path, "train-00001.tar"), Path.Combine(shards.Path, "train-00001.tar")]), Vocabulary = shards.Vocabulary }],
            Seed = seed,
            Rank = rank,
            World = world,
            Images = noise,
            Texts = new(Texts.WebCaption(), Texts.Whole(), Texts.Whole()),
        };
        using PairLoader loader = new(options, LoaderPosition.Start, new());
        RgbImage any = new(new byte[3], 1, 1);
        for (int first = 0; first < 12; first += options.BatchSize)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            for (int place = 0; place < batch.Size; place++)
            {
                long number = ((first + place) * world) + rank;
                Draw draw = new(SampleSeeds.Steps(new SampleSeeds(seed).Own(number)));
                Assert.Equal(noise.Apply(any, ref draw).Values.ToArray(), batch.Images[(place * size)..((place + 1) * size)]);
            }

            loader.Return(batch);
        }
    }

    [Fact]
    public void PlanesOfAStepsOwnReachTheBatchAsThoseInPlaceDo()
    {
        Step<Planes, Planes> copied = Step.Of<Planes, Planes>("copied", planes =>
        {
            Planes copy = new(planes.Side);
            planes.Values.CopyTo(copy.Values);
            return copy;
        });
        Assert.Equal(
            Batches(Plain, LoaderPosition.Start, 6, threads: 1),
            Batches(Steps.Squash(8) | copied | Steps.Normalize(), LoaderPosition.Start, 6, threads: 1));
    }

    [Fact]
    public void TextsAreThoseOfThePipeline()
    {
        using PairLoader loader = new(shards.Loader() with { Images = Plain, Texts = Words }, LoaderPosition.Start, new());
        PairBatch batch = loader.Next(CancellationToken.None);
        const long unknown = 3, red = 7, blue = 8, a = 6, square = 9;
        for (int i = 0; i < batch.Size; i++)
        {
            long[] web = batch.WebText[(i * batch.Context)..((i + 1) * batch.Context)];
            Assert.Contains(a, web);
            Assert.Contains(square, web);
        }

        Assert.Contains(blue, batch.SyntheticText);
        Assert.DoesNotContain(red, batch.SyntheticText);
        Assert.DoesNotContain(unknown, batch.SyntheticText);
    }

    [Fact]
    public void WhatAStepDoesNotLetThroughIsSkippedAndCounted()
    {
        SkipLedger ledger = new();
        Step<RgbImage, Pixels> wide = Step.Keep<RgbImage>("at least 20 pixels wide", image => image.Width >= 20) | Plain;
        using PairLoader loader = new(shards.Loader(2) with { Images = wide }, LoaderPosition.Start, ledger);
        HashSet<string> keys = [];
        for (int i = 0; i < 6; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            keys.UnionWith(batch.Keys);
            loader.Return(batch);
        }

        Assert.All(keys, key => Assert.InRange(int.Parse(key) % 10, 4, 9));
        Assert.True(ledger.Counts[SkipReason.Refused] >= 8, $"{ledger.Counts[SkipReason.Refused]} refused");
        Assert.Contains(ledger.Named, skip => skip.Key == "11" && skip.Detail == "The step 'at least 20 pixels wide' of the data pipeline refuses it.");
        Assert.True(ledger.Counts[SkipReason.DamagedImage] >= 1);
    }

    [Fact]
    public void AnExceptionIsToldWithTheSampleAndTheStepTheSameForAnyNumberOfThreads()
    {
        Step<RgbImage, RgbImage> fragile = Step.Of<RgbImage, RgbImage>("fragile", image =>
            image.Width >= 24 ? throw new InvalidOperationException($"{image.Width} is too much.") : image);
        string[] told = [.. Enumerable.Range(1, 3).Select(threads => Failure(fragile | Plain, threads))];
        Assert.Single(told.Distinct());
        Assert.Matches(
            @"^Sample '[01][89]' of '.*train-0000[01]\.tar': The step 'fragile' of the data pipeline failed: 2[45] is too much\. Correct the step, or put a Step\.Keep before it",
            told[0]);
    }

    [Fact]
    public void ImagesOfAnotherSizeAreRefused() => Assert.StartsWith(
        "The recipe's images are 9 pixels a side after 'Squash(9) | Normalize(ImageNet)', and the stage trains on 8.",
        Failure(Steps.Squash(9) | Steps.Normalize()), StringComparison.Ordinal);

    [Fact]
    public void ImagesOfOtherColorsAreRefused() => Assert.StartsWith(
        "The recipe's images are normalised with other colours than its encoder's, ColorStatistics.ImageNet, by 'Squash(8) | Normalize(Clip)'.",
        Failure(Steps.Squash(8) | Steps.Normalize(ColorStatistics.Clip)), StringComparison.Ordinal);

    private static Step<Planes, Planes> Noise() => Step.Random<Planes, Planes>("noise", (planes, ref draw) =>
    {
        foreach (ref float value in planes.Values)
        {
            value += (float)draw.Normal() * 0.1f;
        }

        return planes;
    });

    private string Failure(Step<RgbImage, Pixels> images, int threads = 1)
    {
        using PairLoader loader = new(shards.Loader(threads) with { Images = images }, LoaderPosition.Start, new());
        return Assert.Throws<OpenVisionException>(() =>
        {
            for (int i = 0; i < PictureShards.Samples; i++)
            {
                loader.Return(loader.Next(CancellationToken.None));
            }
        }).Message;
    }

    private List<string> Batches(Step<RgbImage, Pixels> images, LoaderPosition start, int count, int threads, List<LoaderPosition>? after = null)
    {
        using PairLoader loader = new(shards.Loader(threads) with { Images = images, Texts = Words }, start, new());
        List<string> batches = [];
        for (int i = 0; i < count; i++)
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            batches.Add(string.Join('|', string.Join(',', batch.Keys), string.Join(',', batch.Images), string.Join(',', batch.SyntheticText)));
            after?.Add(batch.After);
            loader.Return(batch);
        }

        return batches;
    }
}
