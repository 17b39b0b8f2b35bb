namespace OpenVision.Scenes;

/// <summary>A question about a scene, with its answer: a short sentence that says again what was asked for, then decides.</summary>
/// <param name="Kind">What it asks for: one of <see cref="SceneQuestions.Kinds"/>.</param>
/// <param name="Text">The question.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Deciding">What of the answer the question does not say already.</param>
internal readonly record struct SceneQuestion(string Kind, string Text, string Answer, string Deciding);
