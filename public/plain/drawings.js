// Line icons on a grid of 24, as `app/src/components/icon.rs` has them.
export const ALERT = "M12 4 3 19.5h18zM12 10v4.5M12 17v.1";
export const ARTICLE = "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h4";
export const CLOCK = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m0 5v4.5l3 2";
export const DONE = "m5 12.5 5 5 9-11";
export const FOLDER = "M3 6.5h6l2 2.5h10v10.5H3z";
export const LINK_OUT = "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9";
export const MAIL = "M3 6h18v13H3zM3 7l9 7 9-7";
export const NEXT = "m9 5 7 7-7 7";
