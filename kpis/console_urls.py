"""Routes of the office, inside the namespace ``console``."""

from django.urls import path

from kpis.views import reviews

urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/plan/", reviews.edit_plan, name="review_plan"),
    path("reviews/<int:pk>/steps/<slug:step>/", reviews.ReviewStep.as_view(), name="review_step"),
    path(
        "review-comments/<int:pk>/steps/<slug:step>/",
        reviews.CommentStep.as_view(),
        name="comment_step",
    ),
    path("exemptions/<int:exemption_pk>/review/", reviews.open_review, name="review_open"),
    path("snapshots/", reviews.make_snapshot, name="snapshot_make"),
]
