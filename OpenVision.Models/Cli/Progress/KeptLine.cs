using Spectre.Console.Rendering;
using Plain = Spectre.Console.Text;

namespace OpenVision.Cli.Progress;

/// <summary>A line that stays above a live display. It clears what it is written over: the display only moves the cursor there.</summary>
/// <param name="text">The line.</param>
internal sealed class KeptLine(string text) : Renderable
{
    private const string EraseToEndOfScreen = "\u001b[J";

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control(EraseToEndOfScreen), .. ((IRenderable)new Plain(text)).Render(options, maxWidth), Segment.LineBreak];
}
