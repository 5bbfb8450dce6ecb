"""HTTP: pictures, renditions and one-off transforms."""

from transform_functions import create, images, renditions, transform

ENDPOINTS = (
    images.images_upload,
    images.images_list,
    images.images_get,
    images.images_metadata,
    images.images_stats,
    images.images_delete,
    images.images_content,
    images.images_thumbnail,
    renditions.images_preview,
    renditions.images_render,
    renditions.images_renditions,
    renditions.renditions_list,
    renditions.renditions_get,
    renditions.renditions_content,
    renditions.renditions_delete,
    create.create,
    create.create_preview,
    transform.transform,
    transform.operations,
    transform.presets,
)

__all__ = ["ENDPOINTS"]
