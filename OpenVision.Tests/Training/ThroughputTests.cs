using OpenVision.Training;

namespace OpenVision.Tests.Training;

public sealed class ThroughputTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void SteadyStepsGiveTheirRateFromTheFirstOn()
    {
        Throughput throughput = new();
        for (int i = 0; i < 3; i++)
        {
            throughput.Add(Second, Second / 4, 8, 100);
            Assert.Equal(8, throughput.SamplesPerSecond, 9);
        }

        Assert.Equal(0.25, throughput.WaitShare, 9);
        Assert.Equal(TimeSpan.FromSeconds(7), throughput.Remaining(700));
    }

    [Fact]
    public void NothingIsKnownBeforeTheFirstStep()
    {
        Throughput throughput = new();
        Assert.Equal((0, 0, TimeSpan.Zero), (throughput.SamplesPerSecond, throughput.WaitShare, throughput.Remaining(5)));
    }

    [Fact]
    public void RecentStepsWeighMost()
    {
        Throughput throughput = new();
        throughput.Add(10 * Second, TimeSpan.Zero, 8, 100);
        for (int i = 0; i < 200; i++)
        {
            throughput.Add(Second, TimeSpan.Zero, 8, 100);
        }

        Assert.Equal(8, throughput.SamplesPerSecond, 1);
    }
}
