using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Text;

/// <summary>Ways to choose the token that stands for a text.</summary>
public static class TextPool
{
    /// <summary>The token at the position of each text's largest id, which is CLIP's end of text.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="tokens">int64, [B, T].</param>
    /// <returns>[B, width], in the caller's dispose scope.</returns>
    public static Tensor EndOfText(Tensor x, Tensor tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor places = tokens.argmax(-1).view(-1, 1, 1).expand(x.shape[0], 1, x.shape[2]);
        return x.gather(1, places).squeeze(1).MoveToOuterDisposeScope();
    }
}
