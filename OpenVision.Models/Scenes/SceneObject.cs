namespace OpenVision.Scenes;

/// <summary>One object of a scene. Lengths are shares of the picture's side, from the top left corner.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Size">Its size in words.</param>
/// <param name="X">The middle, from the left.</param>
/// <param name="Y">The middle, from the top.</param>
/// <param name="Extent">The side of the square that holds it.</param>
/// <param name="Turn">How far it is turned clockwise, in degrees.</param>
public readonly record struct SceneObject(
    SceneShape Shape, SceneColor Color, SceneSize Size, double X, double Y, double Extent, double Turn)
{
    /// <summary>What a caption must say to name it: <c>red circle</c>.</summary>
    public string Phrase => SceneWords.Phrase(Class);

    /// <summary>The number of its colour and shape, the line of <c>classes.txt</c> that names it, from 0.</summary>
    public int Class => ((int)Color * SceneWords.Shapes.Count) + (int)Shape;
}

/// <summary>Where one object lies, seen from another.</summary>
/// <param name="Subject">The number of the object that is spoken of.</param>
/// <param name="Direction">Where it lies.</param>
/// <param name="Other">The number of the object that it is seen from.</param>
public readonly record struct SceneRelation(int Subject, SceneDirection Direction, int Other);

/// <summary>What lies behind the objects.</summary>
/// <param name="Pattern">How it is painted.</param>
/// <param name="First">Its colour, or the first of two.</param>
/// <param name="Second">The second colour; the first again where there is only one.</param>
public readonly record struct SceneBackground(ScenePattern Pattern, SceneGround First, SceneGround Second);

/// <summary>The light on a scene.</summary>
/// <param name="From">The side it comes from.</param>
/// <param name="Brightness">How strong it is.</param>
public readonly record struct SceneLight(SceneSide From, SceneBrightness Brightness);

/// <summary>A sign with a word on it, as wide as the word needs.</summary>
/// <param name="Word">The word, in lower case.</param>
/// <param name="X">The middle, from the left, as a share of the picture's side.</param>
/// <param name="Y">The middle, from the top.</param>
public sealed record SceneSign(string Word, double X, double Y);
