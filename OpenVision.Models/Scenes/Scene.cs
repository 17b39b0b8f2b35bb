namespace OpenVision.Scenes;

/// <summary>A picture before it is painted: everything that its captions and the questions about it can speak of.</summary>
/// <param name="Objects">Its objects as a page is read, row by row and each row from left to right; no two have the same colour and shape.</param>
/// <param name="Background">What lies behind them.</param>
/// <param name="Light">The light on it.</param>
/// <param name="Finish">What the camera did to it.</param>
/// <param name="Sign">The sign in it, if there is one.</param>
public sealed record Scene(
    IReadOnlyList<SceneObject> Objects,
    SceneBackground Background,
    SceneLight Light,
    SceneFinish Finish,
    SceneSign? Sign)
{
    /// <summary>How far the middles of two objects lie apart before one is said to lie beside or above the other, in sides.</summary>
    public const double Apart = 0.25;

    /// <summary>The objects that their shape alone names.</summary>
    internal IEnumerable<SceneObject> Single() => Objects.Where(item => Objects.Count(other => other.Shape == item.Shape) == 1);

    /// <summary>
    /// Every relation that holds, both ways, in the order of the objects: across and up and down for the pairs whose middles
    /// differ by at least <see cref="Apart"/> that way.
    /// </summary>
    public IEnumerable<SceneRelation> Relations()
    {
        for (int subject = 0; subject < Objects.Count; subject++)
        {
            for (int other = 0; other < Objects.Count; other++)
            {
                if (other == subject)
                {
                    continue;
                }

                double right = Objects[subject].X - Objects[other].X;
                if (Math.Abs(right) >= Apart)
                {
                    yield return new(subject, right > 0 ? SceneDirection.RightOf : SceneDirection.LeftOf, other);
                }

                double down = Objects[subject].Y - Objects[other].Y;
                if (Math.Abs(down) >= Apart)
                {
                    yield return new(subject, down > 0 ? SceneDirection.Below : SceneDirection.Above, other);
                }
            }
        }
    }
}
