"""The WeChat channel at `/wechat/…`. Nothing here yet: its place is kept."""
