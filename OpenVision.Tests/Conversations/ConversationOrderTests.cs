using CsCheck;
using OpenVision.Conversations;
using OpenVision.Numerics;

namespace OpenVision.Tests.Conversations;

public sealed class ConversationOrderTests
{
    private static readonly Gen<ConversationItem[]> items =
        Gen.Select(Gen.Int[1, 200], Gen.Bool, static (words, picture) => new ConversationItem(0, 0, words, picture)).Array[1, 150];

    [Fact]
    public void GroupsAreAPermutationWhoseBatchesAreOfOneKind() => Gen.Select(items, Gen.Int[1, 5], Gen.Int[1, 4], Gen.ULong).Sample((all, chunk, chunks, seed) =>
    {
        Draw draw = new(seed);
        int[] order = LengthGroups.Order(all, chunk, chunks, ref draw);
        Assert.Equal(Enumerable.Range(0, all.Length), order.Order());

        int batch = chunk * chunks, whole = all.GroupBy(item => item.HasPicture).Sum(kind => kind.Count() / batch);
        foreach (int[] numbers in order.Take(whole * batch).Chunk(batch))
        {
            Assert.Single(numbers.Select(number => all[number].HasPicture).Distinct());
        }
    });

    [Fact]
    public void PartsOfABatchAreEvenlyLong() => Gen.Select(items, Gen.ULong).Sample((all, seed) =>
    {
        // Of parts of four, dealt to the lightest: no two differ by more than the longest sample.
        Draw draw = new(seed);
        int[] order = LengthGroups.Order(all, chunk: 4, chunks: 3, ref draw);
        int whole = all.GroupBy(item => item.HasPicture).Sum(kind => kind.Count() / 12);
        foreach (int[] numbers in order.Take(whole * 12).Chunk(12))
        {
            int[] sums = [.. numbers.Chunk(4).Select(part => part.Sum(number => all[number].Words))];
            Assert.True(sums.Max() - sums.Min() <= numbers.Max(number => all[number].Words) * 2);
        }
    });

    [Fact]
    public void GroupsWasteLessPaddingThanAPlainOrder()
    {
        // A picture is 576 tokens: beside one, a text of a few words is nearly all padding.
        Draw chance = new(3);
        ConversationItem[] all = [.. Enumerable.Range(0, 2000).Select(number => new ConversationItem(0, number, 1 + chance.Below(100), chance.Unit() < 0.7))];
        (int, double)[] weights = [(all.Length, 1)];
        double Waste(bool groups)
        {
            ConversationOrder order = new(all, weights, new(1, groups, Chunk: 4, Chunks: 4));
            int[] lengths = [.. Enumerable.Range(0, all.Length).Select(number => order[number]).Select(item => item.Words + (item.HasPicture ? 576 : 0))];
            return 1 - ((double)lengths.Sum() / lengths.Chunk(4).Sum(part => part.Max() * part.Length));
        }

        Assert.True(Waste(groups: true) < Waste(groups: false) / 2, $"{Waste(true):P1} against {Waste(false):P1}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryPassSeesItemsByTheirWeightsInAnOrderOfItsOwn(bool groups)
    {
        ConversationItem[] all = [.. Enumerable.Range(0, 30).Select(number => new ConversationItem(number / 10, number % 10, 1 + number, number % 3 == 0))];
        ConversationOrder order = new(all, [(10, 1), (10, 2.5), (10, 0.25)], new(5, groups, 2, 2));
        Assert.Equal(10 + 25 + 2, order.PassLength);
        ConversationItem[][] passes = [.. Enumerable.Range(0, 3).Select(pass => Enumerable.Range(0, 37).Select(place => order[(pass * 37) + place]).ToArray())];
        foreach (ConversationItem[] pass in passes)
        {
            Assert.Equal(all[..10], pass.Where(item => item.Source == 0).OrderBy(item => item.Record));
            Assert.All(pass.Where(item => item.Source == 1).GroupBy(item => item.Record), copies => Assert.InRange(copies.Count(), 2, 3));
            Assert.Equal(2, pass.Where(item => item.Source == 2).Distinct().Count());
        }

        Assert.NotEqual(passes[0], passes[1]);
        Assert.Equal(passes[0], Enumerable.Range(0, 37).Select(place => order[place])); // also when it is asked for again
        Assert.NotEqual(passes[0], Enumerable.Range(0, 37).Select(place => new ConversationOrder(all, [(10, 1), (10, 2.5), (10, 0.25)], new(6, groups, 2, 2))[place]));
    }

    [Fact]
    public void ASpareIsOfTheSameKind()
    {
        ConversationItem[] all = [.. Enumerable.Range(0, 30).Select(number => new ConversationItem(0, number, 1, number % 3 == 0))];
        ConversationOrder order = new(all, [(30, 1)], new(5));
        for (int number = 0; number < 30; number++)
        {
            ConversationItem[] spares = [.. Enumerable.Range(1, 20).Select(attempt => order.Spare(number, attempt))];
            Assert.All(spares, spare => Assert.Equal(order[number].HasPicture, spare.HasPicture));
            Assert.True(spares.Distinct().Count() > 3);
        }
    }

    [Fact]
    public void ARecordThatCannotBeReadHasSparesThatCan()
    {
        // As a file counts it: without words, and as if it had no picture, whatever its record names.
        ConversationItem[] all = [.. Enumerable.Range(0, 9).Select(static number => new ConversationItem(0, number, 1, true)), new(0, 9, 0, false)];
        ConversationOrder order = new(all, [(10, 1)], new(5));
        for (int number = 0; number < 10; number++)
        {
            ConversationItem[] spares = [.. Enumerable.Range(1, 50).Select(attempt => order.Spare(number, attempt))];
            Assert.DoesNotContain(all[9], spares);
            Assert.True(spares.Distinct().Count() > 3);
        }

        Assert.Equal(all[9], new ConversationOrder([all[9]], [(1, 1)], new(5)).Spare(0, 1));
    }

    [Fact]
    public void WeightsThatLeaveNothingAreRefused() =>
        Assert.Throws<OpenVisionException>(() => new ConversationOrder([new(0, 0, 1, false)], [(1, 0.1)], new(0)));
}
