namespace OpenVision.Scenes;

/// <summary>A question about a scene, with its answer: a word or two.</summary>
/// <param name="Kind">What it asks for: one of <see cref="SceneQuestions.Kinds"/>.</param>
/// <param name="Text">The question.</param>
/// <param name="Answer">The answer.</param>
internal readonly record struct SceneQuestion(string Kind, string Text, string Answer);
