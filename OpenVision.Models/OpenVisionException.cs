namespace OpenVision;

/// <summary>A failure that its user can do something about: the message says what, where and what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="inner">What caused it, if anything.</param>
public sealed class OpenVisionException(string message, Exception? inner = null) : Exception(message, inner);
