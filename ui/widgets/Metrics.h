#pragma once

/// The 4 px grid everything sits on.
namespace carillon::metrics {

inline constexpr int gapTiny = 4;
inline constexpr int gapSmall = 8;
inline constexpr int gap = 12;
inline constexpr int gapLarge = 16;
inline constexpr int cornerRadius = 10;
inline constexpr int iconSize = 20;
inline constexpr int minTarget = 32;  ///< nothing that can be clicked is lower
inline constexpr int narrowest = 320; ///< every screen is whole at this width

} // namespace carillon::metrics
