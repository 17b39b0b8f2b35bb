namespace OpenVision.Scenes;

/// <summary>The shape of an object.</summary>
public enum SceneShape
{
    /// <summary>A filled circle.</summary>
    Circle,

    /// <summary>A square, its sides nearly upright.</summary>
    Square,

    /// <summary>A triangle that stands on its base.</summary>
    Triangle,

    /// <summary>A star with five points.</summary>
    Star,

    /// <summary>An upright cross with arms of equal length.</summary>
    Cross,

    /// <summary>A circle with a hole.</summary>
    Ring,

    /// <summary>A heart.</summary>
    Heart,

    /// <summary>A rhombus that is taller than wide.</summary>
    Diamond,
}

/// <summary>The colour of an object; no background has one of these.</summary>
public enum SceneColor
{
    /// <summary>Red.</summary>
    Red,

    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Yellow.</summary>
    Yellow,

    /// <summary>Green.</summary>
    Green,

    /// <summary>Cyan.</summary>
    Cyan,

    /// <summary>Blue.</summary>
    Blue,

    /// <summary>Purple.</summary>
    Purple,

    /// <summary>Pink.</summary>
    Pink,
}

/// <summary>The size of an object: between the two lies a gap, so that a size is never a matter of taste.</summary>
public enum SceneSize
{
    /// <summary>Less than 0.34 of the picture's side.</summary>
    Small,

    /// <summary>More than 0.34 of the picture's side.</summary>
    Big,
}

/// <summary>Where one object lies, seen from another.</summary>
public enum SceneDirection
{
    /// <summary>Left of the other.</summary>
    LeftOf,

    /// <summary>Right of the other.</summary>
    RightOf,

    /// <summary>Above the other.</summary>
    Above,

    /// <summary>Below the other.</summary>
    Below,
}

/// <summary>The colours of backgrounds; no object has one of these.</summary>
public enum SceneGround
{
    /// <summary>White.</summary>
    White,

    /// <summary>Gray.</summary>
    Gray,

    /// <summary>A light violet.</summary>
    Lilac,

    /// <summary>Beige.</summary>
    Beige,

    /// <summary>A light orange.</summary>
    Peach,

    /// <summary>A light green.</summary>
    Mint,
}

/// <summary>How a background is painted.</summary>
public enum ScenePattern
{
    /// <summary>One colour.</summary>
    Plain,

    /// <summary>One colour passing into another, from top to bottom.</summary>
    Gradient,

    /// <summary>Stripes of two colours.</summary>
    Striped,

    /// <summary>Squares of two colours.</summary>
    Checked,
}

/// <summary>The side that the light comes from.</summary>
public enum SceneSide
{
    /// <summary>The left.</summary>
    Left,

    /// <summary>The right.</summary>
    Right,

    /// <summary>The top.</summary>
    Top,

    /// <summary>The bottom.</summary>
    Bottom,
}

/// <summary>How strong the light is.</summary>
public enum SceneBrightness
{
    /// <summary>Darker than the colours themselves.</summary>
    Dim,

    /// <summary>The colours as they are.</summary>
    Soft,

    /// <summary>Lighter than the colours themselves.</summary>
    Bright,
}

/// <summary>What the camera did to the picture.</summary>
public enum SceneFinish
{
    /// <summary>Hardly any noise.</summary>
    Clear,

    /// <summary>Out of focus.</summary>
    Blurry,

    /// <summary>Much noise.</summary>
    Grainy,
}
